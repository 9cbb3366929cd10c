// One screen in place of the one before: head with the place, content, foot.
import { el, typeset, wipe } from "./dom";
import { mark } from "./icons";
import { directionOf } from "./words";

export interface Screen {
  language: string;
  /** For the title of the window. */
  title: string;
  /** Under the name of the place. */
  about?: string;
  progress?: { text: string; step: number; of: number };
  main: Node[];
  foot?: Node[];
  kind?: string;
}

// A second tap of an impatient finger must not answer what has just come under it.
const deafMs = 300;

export class Stage {
  private timer: number | undefined;

  /** The name of the site, once the device knows it. */
  site: string | undefined;

  constructor(readonly host: HTMLElement) {}

  show({ language, title, about, progress, main, foot, kind }: Screen): void {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
    wipe(this.host);
    this.host.inert = false;
    const service = this.host.dataset["service"] ?? "";
    const place = el("p", { class: "qp-place" }, el("b", {}, ...typeset(this.site ?? service)), ...typeset(about ?? ""));
    this.host.replaceChildren(
      el("header", { class: "qp-k-top" }, mark(), place, ...(progress ? [progressOf(progress)] : [])),
      el("main", { class: `qp-k-main ${kind ?? ""}`.trim() }, ...main),
      ...(foot ? [el("footer", { class: "qp-k-foot" }, ...foot)] : []),
    );
    document.title = `${title} — ${service}`;
    this.beDeaf();
    const heading = this.host.querySelector("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus();
    window.scrollTo(0, 0);
  }

  /** Until the next screen is there: a touch now would be one on what is over. */
  close(): void {
    this.host.inert = true;
  }

  private beDeaf(): void {
    this.host.classList.add("qp-k-deaf");
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.host.classList.remove("qp-k-deaf"), deafMs);
  }
}

function progressOf({ text, step, of }: NonNullable<Screen["progress"]>): HTMLElement {
  const bars = Array.from({ length: of }, (_, i) => el("li", i < step ? { class: "qp-on" } : {}));
  return el("div", { class: "qp-k-progress" }, text, el("ol", { "aria-hidden": "true" }, ...bars));
}

export const heading = (text: string, kind = ""): HTMLElement => el("h1", { id: "titre", ...(kind && { class: kind }) }, ...typeset(text));
