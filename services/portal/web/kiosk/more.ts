// The second screen: all other questions at once, none of which has to be answered.
import type { Option, Question } from "./api";
import { button, el, small, typeset } from "./dom";
import { face, icon } from "./icons";
import { digitOf, moveByArrows } from "./keys";
import { faceOf, optionsOf, textOf } from "./questions";
import { heading, type Stage } from "./stage";
import type { Tools } from "./tools";
import type { Visit } from "./visit";
import { directionOf, wordsOf } from "./words";

export interface MoreScreen {
  visit: Visit;
  tools: Tools;
  idleSeconds: number;
  change: () => void;
  write: () => void;
  done: () => void;
}

export function showMore(stage: Stage, { visit, tools, idleSeconds, change, write, done }: MoreScreen): void {
  const { language, plan } = visit;
  const words = wordsOf(language);
  const rows = plan.rows.map((question) => rowOf(question));
  const chips = plan.choices.map((question) => chipsOf(question));
  const form = el("form", { id: "suite", novalidate: true, submit: (event) => { event.preventDefault(); done(); } },
    ...(rows.length > 0 ? [el("div", { class: "qp-k-grid" }, head(), ...rows)] : []), ...chips);
  const finish = el("button", { type: "submit", form: "suite", class: "qp-k-btn qp-k-btn--go" }, icon("check"), words.done);
  const acts = plan.text ? [button(visit.comment ? words.rewrite : words.write, write, "pen"), finish] : [finish];
  stage.show({
    language,
    title: words.more,
    about: textOf(visit.questionnaire.title, language),
    progress: { text: words.optionalStep(2, 2), step: 2, of: 2 },
    kind: "qp-k-main--more",
    main: [heading(words.more, "qp-k-title"), form],
    foot: [el("div", { class: "qp-k-line" }, ...kept(), tools.bar(words, language, read)),
      el("div", { class: "qp-k-acts" }, ...acts), small("clock", words.idleNote(idleSeconds))],
  });
  stage.host.onkeydown = (event) => {
    const groups = [...form.querySelectorAll<HTMLElement>("[role=radiogroup]")];
    const group = (event.target as HTMLElement).closest<HTMLElement>("[role=radiogroup]");
    const inputs = [...((group ?? groups[0])?.querySelectorAll("input") ?? [])];
    const digit = digitOf(event);
    if (digit) {
      inputs[digit - 1]?.click();
      // The next line, so that digits alone answer all of them.
      const next = groups[groups.indexOf(group ?? groups[0]!) + 1]?.querySelector("input");
      (next ?? inputs[digit - 1])?.focus();
    } else if (!group) moveByArrows(event, inputs, directionOf(language) === "rtl");
  };

  function head(): HTMLElement {
    const shown = optionsOf(plan.rows[0]!);
    return el("div", { class: "qp-k-grid__head", "aria-hidden": "true" }, el("span"),
      ...shown.map((option) => el("span", { class: `qp-k-col--${faceOf(option)}` }, textOf(option.texts, language))));
  }

  function rowOf(question: Question): HTMLElement {
    const word = el("span");
    const name = el("b", { id: `q-${question.code}` }, ...typeset(textOf(question.texts, language)), word);
    const labels = optionsOf(question).map((option) => el("label", { class: `qp-k-col--${faceOf(option)}` },
      input(question, option, "radio", tell), face(faceOf(option)!), el("span", { class: "fr-sr-only" }, textOf(option.texts, language))));
    tell();
    return el("div", { class: "qp-k-row", role: "radiogroup", "aria-labelledby": name.id }, name, ...labels);

    function tell(): void {
      const given = question.options?.find((option) => option.code === visit.answer.answers[question.code]);
      word.textContent = given ? textOf(given.texts, language) : "";
    }
  }

  function chipsOf(question: Question): HTMLElement {
    const several = question.type === "multi-choice";
    const name = el("b", { id: `q-${question.code}` }, ...typeset(textOf(question.texts, language)));
    const labels = optionsOf(question).map((option) =>
      el("label", {}, input(question, option, several ? "checkbox" : "radio"), el("span", {}, ...typeset(textOf(option.texts, language)))));
    return el("div", { class: "qp-k-reason", role: several ? "group" : "radiogroup", "aria-labelledby": name.id }, name,
      el("div", { class: "qp-k-chips", "data-count": labels.length }, ...labels));
  }

  function input(question: Question, option: Option, type: "radio" | "checkbox", then?: () => void): HTMLInputElement {
    const before = visit.answer.answers[question.code];
    const field = el("input", { type, name: question.code, value: option.code });
    field.checked = Array.isArray(before) ? before.includes(option.code) : before === option.code;
    // The face that is chosen takes itself back.
    field.addEventListener("click", () => {
      if (type === "radio" && visit.answer.answers[question.code] === option.code) {
        field.checked = false;
        take();
      }
    });
    field.addEventListener("change", take);
    return field;

    function take(): void {
      const chosen = [...form.querySelectorAll<HTMLInputElement>(`input[name="${question.code}"]:checked`)].map((one) => one.value);
      void visit.give(question.code, type === "checkbox" ? chosen : chosen[0]);
      then?.();
    }
  }

  function kept(): HTMLElement[] {
    const { lead } = plan;
    const given = lead?.options?.find((option) => option.code === visit.answer.answers[lead.code]);
    if (!given) return [];
    const text = words.kept(textOf(given.texts, language).toLocaleLowerCase(language));
    return [el("p", { class: "qp-k-kept", role: "status" }, icon("done"), el("span", {}, ...typeset(text)), el("button", { type: "button", click: change }, words.change))];
  }

  function read(): string {
    const asked = [...plan.rows, ...plan.choices].map((question) =>
      [textOf(question.texts, language), ...optionsOf(question).map((option) => textOf(option.texts, language))].join(", "));
    return [words.more, ...asked].join(". ");
  }
}
