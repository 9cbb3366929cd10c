// Writing a word. What is typed stays in memory alone until the person says that they have finished.
import { button, el, small, typeset } from "./dom";
import { icon } from "./icons";
import { textOf } from "./questions";
import { heading, type Stage } from "./stage";
import type { Tools } from "./tools";
import type { Visit } from "./visit";
import { wordsOf } from "./words";

const longest = 2_000;

export function showWord(stage: Stage, visit: Visit, tools: Tools, back: () => void, done: () => void): void {
  const { language, plan } = visit;
  const words = wordsOf(language);
  const question = plan.text ? textOf(plan.text.texts, language) : words.write;
  const most = plan.text?.maxLength ?? longest;
  const left = el("p", { class: "qp-k-small", id: "reste" }, words.left(most - visit.comment.length));
  const area = el("textarea", { id: "commentaire", class: "qp-k-field", maxlength: most, "aria-labelledby": "titre", "aria-describedby": "avis reste", autocomplete: "off" });
  area.value = visit.comment;
  area.addEventListener("input", () => {
    visit.comment = area.value;
    left.textContent = words.left(most - area.value.length);
  });
  stage.show({
    language,
    title: question,
    about: textOf(visit.questionnaire.title, language),
    progress: { text: words.optionalStep(2, 2), step: 2, of: 2 },
    kind: "qp-k-main--word",
    main: [heading(question, "qp-k-title"), el("p", { class: "qp-sub", id: "avis" }, ...typeset(words.notice)), area, left],
    foot: [el("div", { class: "qp-k-acts" }, button(words.back, back, "back"), el("button", { type: "button", class: "qp-k-btn qp-k-btn--go", click: done }, icon("check"), words.done)),
      el("div", { class: "qp-k-line" }, small("lock", words.anonymous), tools.bar(words, language, () => `${question}. ${words.notice}`))],
  });
  stage.host.onkeydown = null;
  area.focus();
}
