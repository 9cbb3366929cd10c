// What makes the screen easier to read, hear or reach. Each person begins with what the place has set.
import { el } from "./dom";
import { icon, type Icon } from "./icons";
import type { Words } from "./words";

type Mode = "larger" | "contrast" | "low";

const classes = document.documentElement.classList;

export class Tools {
  private readonly speech = "speechSynthesis" in window ? window.speechSynthesis : undefined;

  constructor(
    /** Whether controls are in the lower half for everybody here. */
    private readonly lowHere: () => boolean,
    /** Somebody has set something for themselves, which ends with their visit. */
    private readonly used: () => void,
  ) {}

  reset(): void {
    this.speech?.cancel();
    classes.remove("qp-k-larger", "qp-k-contrast");
    classes.toggle("qp-k-low", this.lowHere());
  }

  hush(): void {
    this.speech?.cancel();
  }

  /** Switches that say whether they are on; reading aloud only where the device itself has a voice for the language. */
  bar(words: Words, language: string, text: () => string): HTMLElement {
    return el("div", { class: "qp-k-tools" },
      this.mode("larger", words), this.mode("contrast", words), this.mode("low", words), ...this.listen(words, language, text));
  }

  private mode(mode: Mode, words: Words): HTMLElement {
    const name = `qp-k-${mode}`;
    const control = tool(mode, words[mode], () => {
      control.setAttribute("aria-pressed", String(classes.toggle(name)));
      this.used();
    });
    control.setAttribute("aria-pressed", String(classes.contains(name)));
    control.classList.add(`qp-k-tool--${mode}`);
    return control;
  }

  private listen(words: Words, language: string, text: () => string): HTMLElement[] {
    const { speech } = this;
    if (!speech) return [];
    const voice = (): SpeechSynthesisVoice | undefined => speech.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language));
    const control = tool("listen", words.listen, () => {
      const speaking = speech.speaking || speech.pending;
      speech.cancel();
      const by = voice();
      if (speaking || !by) return;
      const spoken = new SpeechSynthesisUtterance(text());
      spoken.voice = by;
      spoken.lang = by.lang;
      speech.speak(spoken);
    });
    // Voices come in after the page.
    const offer = (): void => { control.hidden = voice() === undefined; };
    speech.onvoiceschanged = offer;
    offer();
    return [control];
  }
}

export function tool(drawing: Icon, name: string, onClick: () => void): HTMLButtonElement {
  return el("button", { type: "button", class: "qp-k-tool", "aria-label": name, title: name, click: onClick }, icon(drawing));
}
