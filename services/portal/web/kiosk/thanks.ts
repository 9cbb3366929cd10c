// A tick and no smile: it may follow a bad answer.
import { button, el, small, typeset } from "./dom";
import { icon } from "./icons";
import { heading, type Stage } from "./stage";
import { directionOf, wordsOf } from "./words";

const seconds = 6;

/** Back to the start after some seconds, without a warning: nothing is left to lose. */
export function showThanks(stage: Stage, language: string, languages: string[], next: () => void): void {
  const words = wordsOf(language);
  let left = seconds;
  const wait = el("span", {}, ...typeset(words.returns(left)));
  const also = languages.filter((one) => one !== language).map((one) => el("span", { lang: one, dir: directionOf(one) }, wordsOf(one).thankYou));
  const ticking = window.setInterval(() => wait.replaceChildren(...typeset(words.returns(Math.max(0, --left)))), 1_000);
  const timer = window.setTimeout(leave, seconds * 1_000);
  stage.show({
    language,
    title: words.thanks,
    kind: "qp-k-main--mid qp-k-thanks",
    main: [icon("done", "qp-k-big"), el("div", {}, heading(words.thanks), el("p", { class: "qp-sub", role: "status" }, ...typeset(words.thanksMore))),
      el("p", { class: "qp-k-also" }, ...also)],
    foot: [el("p", { class: "qp-k-wait" }, wait, el("i")), button(words.nextPerson, leave), small("slip", words.problem)],
  });
  stage.host.onkeydown = null;

  function leave(): void {
    clearInterval(ticking);
    clearTimeout(timer);
    next();
  }
}
