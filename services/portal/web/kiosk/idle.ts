// Someone who walks away leaves nothing on the screen: a warning first, which one touch or key answers as often as one likes, then everything typed is wiped.
import { button, el, typeset } from "./dom";
import { wordsOf } from "./words";

export class IdleWatch {
  private timer: number | undefined;
  private ticking: number | undefined;
  private running = false;
  private patience = 1;
  private dialog: HTMLDialogElement | undefined;
  private gone: () => void = () => undefined;

  constructor(
    private readonly idleMs: number,
    private readonly warningMs: number,
  ) {
    for (const event of ["pointerdown", "keydown", "input"]) document.addEventListener(event, () => this.touch(), { passive: true });
  }

  /** Seconds from the last touch to the reset. */
  get seconds(): number {
    return (this.idleMs + this.warningMs) / 1_000;
  }

  /** `patience`: how many times as long as elsewhere it waits; writing takes thought. */
  start(gone: () => void, patience = 1): void {
    this.stop();
    this.running = true;
    this.gone = gone;
    this.patience = patience;
    this.touch();
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.timer);
    this.closeWarning();
  }

  private touch(): void {
    if (!this.running) return;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.warn(), this.idleMs * this.patience);
  }

  private warn(): void {
    this.closeWarning();
    const words = wordsOf(document.documentElement.lang);
    const text = el("p", {});
    const tell = (left: number): void => text.replaceChildren(...typeset(words.willReset(left)));
    const dialog = el("dialog", { class: "qp-k-warning", "aria-labelledby": "avertissement" },
      el("h2", { id: "avertissement" }, ...typeset(words.stillThere)), text, button(words.goOn, () => this.closeWarning(), "check", "qp-k-btn--go"));
    // Anywhere on the screen, and whatever key: one that does nothing else, for what is written has the focus again before the key arrives there.
    dialog.addEventListener("click", () => this.closeWarning());
    dialog.addEventListener("keydown", (event) => { event.preventDefault(); this.closeWarning(); });
    // Told later: by then another one may be open.
    dialog.addEventListener("close", () => { if (this.dialog === dialog) this.closeWarning(); });
    document.body.append(dialog);
    dialog.showModal();
    this.dialog = dialog;
    let left = this.warningMs / 1_000;
    tell(left);
    this.ticking = window.setInterval(() => tell(Math.max(0, --left)), 1_000);
    this.timer = window.setTimeout(() => { this.stop(); this.gone(); }, this.warningMs);
  }

  private closeWarning(): void {
    clearInterval(this.ticking);
    const { dialog } = this;
    this.dialog = undefined;
    // Closed first: it then gives the focus back to where it was.
    dialog?.close();
    dialog?.remove();
  }
}
