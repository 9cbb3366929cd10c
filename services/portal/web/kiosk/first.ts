// The first screen is the first question: one touch answers it and goes on.
import type { Option } from "./api";
import { button, el, endsLine, gradeOf, small, typeset } from "./dom";
import { face } from "./icons";
import { byDigit, digitOf, moveByArrows } from "./keys";
import { endsOf, faceOf, hasFaces, isGrade, isScale, optionsOf, othersOf, textOf } from "./questions";
import { heading, type Stage } from "./stage";
import { tool, type Tools } from "./tools";
import type { Visit } from "./visit";
import { directionOf, wordsOf } from "./words";

export interface FirstScreen {
  visit: Visit;
  languages: string[];
  tools: Tools;
  /** Kept, whatever it was before. */
  answered: () => void;
  spoken: () => void;
  agents: () => void;
}

export function showFirst(stage: Stage, screen: FirstScreen): void {
  const { visit, languages, tools } = screen;
  const { language, questionnaire, plan } = visit;
  const { lead } = plan;
  const words = wordsOf(language);
  const question = lead ? textOf(lead.texts, language) : textOf(questionnaire.title, language);
  const options = lead ? optionsOf(lead, true) : [];
  const choices = options.map(choice);
  const group = lead
    ? el("div", { class: isScale(lead) ? "qp-k-faces qp-k-faces--grades" : "qp-k-faces", role: "group", "aria-labelledby": "titre", "data-count": options.length }, ...choices)
    : el("div", { class: "qp-k-faces" }, button(words.next, screen.answered));
  stage.show({
    language,
    title: question,
    about: lead ? textOf(questionnaire.title, language) : "",
    ...(othersOf(plan).length > 0 && { progress: { text: words.step(1, 2), step: 1, of: 2 } }),
    main: [greeting(languages), heading(question),
      el("p", { class: "qp-sub" }, ...typeset(lead && hasFaces(lead) ? words.touchFace : words.touchWord)), group, ...(lead ? endsLine(endsOf(lead, language)) : [])],
    foot: [languageRow(), el("div", { class: "qp-k-line" }, small("lock", words.anonymous), bar())],
  });
  stage.host.onkeydown = (event) => {
    const digit = digitOf(event);
    if (digit) byDigit(choices, digit, lead !== undefined && isScale(lead))?.click();
    else moveByArrows(event, choices, directionOf(language) === "rtl");
  };

  function choice(option: Option, i: number): HTMLButtonElement {
    const n = lead && faceOf(lead, option);
    const grade = lead !== undefined && isGrade(lead, option);
    const text = textOf(option.texts, language);
    const key = keyOf(option, i, lead !== undefined && isScale(lead));
    const kind = n ? `qp-k-face--${n}` : grade ? "qp-k-face--grade" : lead && (hasFaces(lead) || isScale(lead)) ? "qp-k-face--word" : "";
    return el("button", {
      type: "button", class: `qp-k-face ${kind}`.trim(), value: option.code, "aria-pressed": String(lead !== undefined && visit.chosenOf(lead).includes(option.code)),
      ...(key && { "aria-keyshortcuts": key }), click: () => void answer(option),
    }, ...(n ? [face(n)] : []), ...(grade ? gradeOf(option, text) : [el("span", {}, ...typeset(text))]));
  }

  async function answer(option: Option): Promise<void> {
    if (!lead || choices.some((one) => one.disabled)) return;
    for (const one of choices) one.disabled = true;
    if (await visit.give(lead.code, option.code)) screen.answered();
  }

  function languageRow(): HTMLElement {
    const row = languages.map((one) => el("li", {}, el("button", {
      type: "button", lang: one, dir: directionOf(one), ...(one === language && { "aria-current": "true" }),
      click: () => { if (one !== language) void visit.speak(one).then((kept) => { if (kept) screen.spoken(); }); },
    }, wordsOf(one).language)));
    return el("nav", { class: "qp-k-langs", "aria-label": words.languages }, el("ul", {}, ...row));
  }

  function bar(): HTMLElement {
    const read = (): string => [question, ...options.map((option) => textOf(option.texts, language))].join(". ");
    const all = tools.bar(words, language, read);
    const agents = tool("agents", "Pour les agents", screen.agents);
    agents.lang = "fr";
    all.append(agents);
    return all;
  }
}

function keyOf({ code }: Option, i: number, isOfScale: boolean): string | undefined {
  if (!isOfScale) return i < 9 ? String(i + 1) : undefined;
  return /^[1-9]$/.test(code) ? code : undefined;
}

function greeting(languages: string[]): HTMLElement {
  return el("p", { class: "qp-k-also qp-k-hello" }, ...languages.map((one) => el("span", { lang: one, dir: directionOf(one) }, wordsOf(one).hello)));
}
