// One question a screen.
import type { Option, Question, Questionnaire } from "./api";
import { button, el, show } from "./dom";
import { answerByKeys } from "./keys";
import { wordsOf, type Words } from "./words";

export interface Given {
  answers: Record<string, string | string[]>;
  comment?: string;
}

export interface Asking {
  host: HTMLElement;
  questionnaire: Questionnaire;
  language: string;
  given: Given;
  done: () => void;
  stop: () => void;
}

export function ask(asking: Asking, index = 0): void {
  const { questionnaire, language } = asking;
  const question = questionnaire.questions[index];
  if (!question) {
    asking.done();
    return;
  }
  const words = wordsOf(language);
  const title = question.texts[language] ?? question.texts["fr"] ?? question.code;
  const field = question.type === "text" ? commentField(asking, question, title, words) : choiceField(asking, question, title, words);
  const last = index === questionnaire.questions.length - 1;
  const form = el("form", { novalidate: true, submit: (event) => { event.preventDefault(); forward(); } }, field.element, bar());
  show(asking.host, `${title} — ${words.step(index + 1, questionnaire.questions.length)}`,
    el("p", { class: "qp-borne__step" }, words.step(index + 1, questionnaire.questions.length)), form);

  function forward(): void {
    if (field.take()) ask(asking, index + 1);
  }

  function bar(): HTMLElement {
    const back = index === 0
      ? button(words.stop, asking.stop, "fr-btn--tertiary")
      : button(words.back, () => ask(asking, index - 1), "fr-btn--secondary");
    return el("div", { class: "qp-borne__bar" }, back, el("button", { type: "submit", class: "fr-btn" }, last ? words.send : words.next));
  }
}

interface Field {
  element: HTMLElement;
  /** Keeps what was given; false when the question must be answered and was not. */
  take: () => boolean;
}

function choiceField({ given, language }: Asking, question: Question, title: string, words: Words): Field {
  const multiple = question.type === "multi-choice";
  const before = given.answers[question.code];
  const error = el("p", { class: "fr-error-text", id: "erreur", role: "alert", hidden: true }, words.required);
  const inputs = (question.options ?? []).map(choice);
  const legend = el("legend", {}, el("h1", {}, title, ...(question.required ? [] : [` (${words.optional})`])));
  const group = el("fieldset", { class: "qp-borne__choices" }, legend, error, ...inputs.map((one) => one.label));
  answerByKeys(group, inputs.map((one) => one.input));
  return { element: group, take };

  function choice(option: Option, index: number): { label: HTMLElement; input: HTMLInputElement } {
    const key = index < 9 ? String(index + 1) : "";
    const input = el("input", { type: multiple ? "checkbox" : "radio", name: question.code, value: option.code, ...(key && { "aria-keyshortcuts": key }) });
    input.checked = Array.isArray(before) ? before.includes(option.code) : before === option.code;
    return { input, label: el("label", { class: "qp-borne__choice" },
      input, el("span", {}, option.texts[language] ?? option.texts["fr"] ?? option.code), el("span", { class: "qp-borne__key", "aria-hidden": "true" }, key)) };
  }

  function take(): boolean {
    const chosen = inputs.filter(({ input }) => input.checked).map(({ input }) => input.value);
    const first = chosen[0];
    if (first === undefined) delete given.answers[question.code];
    else given.answers[question.code] = multiple ? chosen : first;
    const missing = question.required && first === undefined;
    error.hidden = !missing;
    if (missing) {
      group.setAttribute("aria-describedby", "erreur");
      inputs[0]?.input.focus();
    }
    return !missing;
  }
}

function commentField({ given }: Asking, question: Question, title: string, words: Words): Field {
  const most = question.maxLength ?? 2_000;
  const left = el("p", { id: "reste", class: "fr-hint-text" }, words.left(most));
  const area = el("textarea", {
    id: "commentaire", class: "fr-input", rows: 6, maxlength: most, "aria-describedby": "avis reste", autocomplete: "off",
    input: () => { left.textContent = words.left(most - area.value.length); },
  });
  area.value = given.comment ?? "";
  const element = el("div", { class: "fr-input-group" },
    el("h1", {}, el("label", { for: "commentaire" }, `${title} (${words.optional})`)),
    el("p", { class: "qp-borne__notice", id: "avis" }, words.notice), area, left);
  return {
    element,
    take() {
      const text = area.value.trim();
      if (text) given.comment = text;
      else delete given.comment;
      return true;
    },
  };
}
