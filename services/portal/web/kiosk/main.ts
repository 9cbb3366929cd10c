// The kiosk's page. One at a time: the answer that another one is taking must not be given up as one that was left behind.
import { el, typeset } from "./dom";
import { Kiosk } from "./kiosk";
import { heading, Stage } from "./stage";
import { wordsOf } from "./words";

const stage = new Stage(document.getElementById("borne") as HTMLElement);
const place = "qualipref-borne";

void navigator.locks.request(place, { ifAvailable: true }, (held) => (held ? takePlace() : showElsewhere()))
  .then(() => navigator.locks.request(place, takePlace));

async function takePlace(): Promise<void> {
  await new Kiosk(stage).run();
  // Held until the page is closed; the browser gives it back when the page is killed.
  await new Promise(() => undefined);
}

function showElsewhere(): void {
  const words = wordsOf("fr");
  stage.show({ language: "fr", title: words.elsewhere, main: [heading(words.elsewhere), el("p", { class: "qp-sub" }, ...typeset(words.elsewhereMore))] });
}
