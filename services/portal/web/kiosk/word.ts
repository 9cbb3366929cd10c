// Writing a word. What is typed stays in memory alone until the person says that they have finished.
import type { Question } from "./api";
import { button, el, small, typeset } from "./dom";
import { icon } from "./icons";
import { textOf } from "./questions";
import { heading, type Stage } from "./stage";
import type { Tools } from "./tools";
import type { Visit } from "./visit";
import { wordsOf } from "./words";

const longest = 2_000;

export function showWord(stage: Stage, visit: Visit, tools: Tools, back: () => void, done: () => void): void {
  const { language, texts } = visit;
  const words = wordsOf(language);
  // One question is the heading itself; of several each has its own.
  const [only] = texts.length === 1 ? texts : [];
  const title = only ? textOf(only.texts, language) : words.write;
  const fields = texts.map((question) => fieldOf(question));
  stage.show({
    language,
    title,
    about: textOf(visit.questionnaire.title, language),
    progress: { text: words.optionalStep(2, 2), step: 2, of: 2 },
    kind: "qp-k-main--word",
    main: [heading(title, "qp-k-title"), el("p", { class: "qp-sub", id: "avis" }, ...typeset(words.notice)), ...fields.flat()],
    foot: [el("div", { class: "qp-k-acts" }, button(words.back, back, "back"), el("button", { type: "button", class: "qp-k-btn qp-k-btn--go", click: done }, icon("check"), words.done)),
      el("div", { class: "qp-k-line" }, small("lock", words.anonymous), tools.bar(words, language, read))],
  });
  stage.host.onkeydown = null;
  stage.host.querySelector("textarea")?.focus();

  function fieldOf(question: Question): HTMLElement[] {
    const id = `mot-${question.code}`;
    const most = question.maxLength ?? longest;
    const text = visit.writtenOf(question);
    const left = el("p", { class: "qp-k-small", id: `${id}-reste` }, words.left(most - text.length));
    const area = el("textarea", { id, class: "qp-k-field", maxlength: most, ...(only && { "aria-labelledby": "titre" }), "aria-describedby": `avis ${id}-reste`, autocomplete: "off" });
    area.value = text;
    area.addEventListener("input", () => {
      visit.write(question, area.value);
      left.textContent = words.left(most - area.value.length);
    });
    const label = only ? [] : [el("label", { class: "qp-k-label", for: id }, ...typeset(textOf(question.texts, language)))];
    return [...label, area, left];
  }

  function read(): string {
    return [...texts.map((question) => textOf(question.texts, language)), words.notice].join(". ");
  }
}
