// The second screen: all other questions at once, none of which has to be answered. One that is asked after an answer to another comes and goes with that answer.
import type { Option, Question } from "./api";
import { button, el, endsLine, gradeOf, small, typeset } from "./dom";
import { face, icon } from "./icons";
import { byDigit, digitOf, moveByArrows } from "./keys";
import { endsOf, faceOf, isGrade, isScale, leastOf, mostOf, optionsOf, textOf } from "./questions";
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

/** A question on the screen. */
interface Part {
  question: Question;
  shown: HTMLElement;
  /** Says what has changed. */
  tell: () => void;
}

export function showMore(stage: Stage, { visit, tools, idleSeconds, change, write, done }: MoreScreen): void {
  const { language, plan } = visit;
  const words = wordsOf(language);
  const parts: Part[] = [];
  const grids = plan.grids.map((questions) => ({ questions, shown: gridOf(questions) }));
  const chips = plan.choices.map((question) => chipsOf(question));
  const form = el("form", { id: "suite", novalidate: true, submit: (event) => { event.preventDefault(); done(); } }, ...grids.map(({ shown }) => shown), ...chips);
  const finish = el("button", { type: "submit", form: "suite", class: "qp-k-btn qp-k-btn--go" }, icon("check"), words.done);
  const pen = button(plan.texts.some((one) => visit.writtenOf(one)) ? words.rewrite : words.write, write, "pen");
  stage.show({
    language,
    title: words.more,
    about: textOf(visit.questionnaire.title, language),
    progress: { text: words.optionalStep(2, 2), step: 2, of: 2 },
    kind: "qp-k-main--more",
    main: [heading(words.more, "qp-k-title"), form],
    foot: [el("div", { class: "qp-k-line" }, ...kept(), tools.bar(words, language, read)),
      el("div", { class: "qp-k-acts" }, pen, finish), small("clock", words.idleNote(idleSeconds))],
  });
  show();
  stage.host.onkeydown = (event) => {
    const groups = [...form.querySelectorAll<HTMLElement>("[role=radiogroup]:not([hidden])")];
    const group = (event.target as HTMLElement).closest<HTMLElement>("[role=radiogroup]") ?? undefined;
    const at = group ?? groups[0];
    const inputs = [...(at?.querySelectorAll("input") ?? [])];
    const digit = digitOf(event);
    if (digit && at) {
      const chosen = byDigit(inputs, digit, at.dataset["scale"] !== undefined);
      chosen?.click();
      // The next line, so that digits alone answer all of them.
      const next = groups[groups.indexOf(at) + 1]?.querySelector("input");
      (next ?? chosen)?.focus();
    } else if (!group) moveByArrows(event, inputs, directionOf(language) === "rtl");
  };
  lack();

  /** Only what is asked is there; a head without lines is not. */
  function show(): void {
    for (const { question, shown, tell } of parts) {
      shown.hidden = !visit.asks(question);
      tell();
    }
    for (const { questions, shown } of grids) shown.hidden = !questions.some((question) => visit.asks(question));
    pen.hidden = visit.texts.length === 0;
  }

  /** Whoever has finished and chosen too few of several options is told; elsewhere that would be one more thing to read. */
  function lack(): void {
    const { lacking } = visit;
    const part = parts.find(({ question }) => question === lacking);
    if (!part || !visit.finishing) return;
    visit.finishing = false;
    const error = el("p", { class: "qp-k-error", role: "alert" }, ...typeset(words.tooFew(leastOf(part.question) - visit.chosenOf(part.question).length)));
    // In the place of how many it takes.
    part.shown.querySelector(".qp-k-hint")?.after(error);
    part.shown.scrollIntoView();
    part.shown.querySelector<HTMLInputElement>("input:not(:checked)")?.focus();
  }

  function gridOf(questions: Question[]): HTMLElement {
    const [first] = questions as [Question];
    const shown = optionsOf(first);
    const head = el("div", { class: "qp-k-grid__head", "aria-hidden": "true" }, el("span"),
      ...shown.map((option) => el("span", { class: columnOf(first, option) }, textOf(option.texts, language))));
    return el("div", { class: first.presentation === "faces3" ? "qp-k-grid qp-k-grid--3" : "qp-k-grid" }, head, ...questions.map((question) => rowOf(question)));
  }

  function rowOf(question: Question): HTMLElement {
    const word = el("span");
    const name = el("b", { id: `q-${question.code}` }, ...typeset(textOf(question.texts, language)), " ", word);
    const labels = optionsOf(question).map((option) => el("label", { class: columnOf(question, option) },
      input(question, option, "radio"), face(faceOf(question, option)!), el("span", { class: "fr-sr-only" }, textOf(option.texts, language))));
    const shown = el("div", { class: "qp-k-row", role: "radiogroup", "aria-labelledby": name.id }, name, ...labels);
    parts.push({ question, shown, tell });
    return shown;

    function tell(): void {
      const given = question.options?.find((option) => visit.chosenOf(question).includes(option.code));
      word.textContent = given ? textOf(given.texts, language) : "";
    }
  }

  function chipsOf(question: Question): HTMLElement {
    const several = question.type === "multi-choice";
    const bounded = question.minChoices !== undefined || question.maxChoices !== undefined;
    const hint = bounded ? [el("p", { class: "qp-k-hint", id: `q-${question.code}-aide` }, ...typeset(words.toChoose(rangeOf(question))))] : [];
    const name = el("b", { id: `q-${question.code}` }, ...typeset(textOf(question.texts, language)));
    const options = optionsOf(question);
    const labels = options.map((option) => el("label", isGrade(question, option) ? { class: "qp-k-grade" } : {}, input(question, option, several ? "checkbox" : "radio"), chipOf(question, option)));
    const shown = el("div", {
      class: "qp-k-reason", role: several ? "group" : "radiogroup", "aria-labelledby": name.id, ...(bounded && { "aria-describedby": `q-${question.code}-aide` }), ...(isScale(question) && { "data-scale": "" }),
    }, name, ...hint, el("div", { class: isScale(question) ? "qp-k-chips qp-k-chips--grades" : "qp-k-chips", "data-count": labels.length }, ...labels), ...endsLine(endsOf(question, language)));
    parts.push({ question, shown, tell });
    return shown;

    function tell(): void {
      shown.querySelector(".qp-k-error")?.remove();
      if (!several) return;
      // As many as the question takes: one more would be one too many.
      const full = visit.chosenOf(question).length >= mostOf(question);
      for (const field of shown.querySelectorAll("input")) field.disabled = full && !field.checked;
    }
  }

  function chipOf(question: Question, option: Option): HTMLElement {
    const n = faceOf(question, option);
    const text = textOf(option.texts, language);
    if (!isGrade(question, option)) return el("span", {}, ...(n ? [face(n)] : []), ...typeset(text));
    return el("span", {}, ...gradeOf(option, text));
  }

  function input(question: Question, option: Option, type: "radio" | "checkbox"): HTMLInputElement {
    const field = el("input", { type, name: question.code, value: option.code });
    field.checked = visit.chosenOf(question).includes(option.code);
    // The face that is chosen takes itself back.
    field.addEventListener("click", () => {
      if (type === "radio" && visit.chosenOf(question).includes(option.code)) {
        field.checked = false;
        take();
      }
    });
    field.addEventListener("change", take);
    return field;

    function take(): void {
      const chosen = [...form.querySelectorAll<HTMLInputElement>(`input[name="${question.code}"]:checked`)].map((one) => one.value);
      void visit.give(question.code, type === "checkbox" ? chosen : chosen[0]);
      show();
    }
  }

  function kept(): HTMLElement[] {
    const { lead } = plan;
    const given = lead?.options?.find((option) => visit.chosenOf(lead).includes(option.code));
    if (!given) return [];
    const text = words.kept(textOf(given.texts, language).toLocaleLowerCase(language));
    return [el("p", { class: "qp-k-kept", role: "status" }, icon("done"), el("span", {}, ...typeset(text)), el("button", { type: "button", click: change }, words.change))];
  }

  function read(): string {
    const asked = parts.filter(({ question }) => visit.asks(question)).map(({ question }) =>
      [textOf(question.texts, language), ...optionsOf(question).map((option) => textOf(option.texts, language))].join(", "));
    return [words.more, ...asked].join(". ");
  }
}

const rangeOf = (question: Question): string => (leastOf(question) === mostOf(question) ? String(mostOf(question)) : `${leastOf(question)}–${mostOf(question)}`);

/** Three faces stand side by side; four stand in the order of the faces, whatever the order of the options. */
const columnOf = (question: Question, option: Option): string =>
  `qp-k-col--${question.presentation === "faces3" ? optionsOf(question).indexOf(option) + 1 : faceOf(question, option)}`;
