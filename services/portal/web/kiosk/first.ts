// The first screen is the first question: one touch answers it and goes on.
import type { Option } from "./api";
import { button, el, small, typeset } from "./dom";
import { face } from "./icons";
import { digitOf, moveByArrows } from "./keys";
import { faceOf, hasFaces, hasMore, optionsOf, textOf } from "./questions";
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
  const options = lead ? optionsOf(lead) : [];
  const choices = options.map(choice);
  const group = lead
    ? el("div", { class: "qp-k-faces", role: "group", "aria-labelledby": "titre", "data-count": options.length }, ...choices)
    : el("div", { class: "qp-k-faces" }, button(words.next, screen.answered));
  stage.show({
    language,
    title: question,
    about: lead ? textOf(questionnaire.title, language) : "",
    ...(hasMore(plan) && { progress: { text: words.step(1, 2), step: 1, of: 2 } }),
    main: [greeting(languages), heading(question),
      el("p", { class: "qp-sub" }, ...typeset(lead && hasFaces(lead) ? words.touchFace : words.touchWord)), group],
    foot: [languageRow(), el("div", { class: "qp-k-line" }, small("lock", words.anonymous), bar())],
  });
  stage.host.onkeydown = (event) => {
    const digit = digitOf(event);
    if (digit) choices[digit - 1]?.click();
    else moveByArrows(event, choices, directionOf(language) === "rtl");
  };

  function choice(option: Option, i: number): HTMLButtonElement {
    const n = faceOf(option);
    const drawn = n !== undefined && lead !== undefined && hasFaces(lead);
    const chosen = lead !== undefined && visit.answer.answers[lead.code] === option.code;
    return el("button", {
      type: "button", class: drawn ? `qp-k-face qp-k-face--${n}` : "qp-k-face", value: option.code, "aria-pressed": String(chosen),
      ...(i < 9 && { "aria-keyshortcuts": i + 1 }), click: () => void answer(option),
    }, ...(drawn ? [face(n)] : []), el("span", {}, ...typeset(textOf(option.texts, language))));
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

function greeting(languages: string[]): HTMLElement {
  return el("p", { class: "qp-k-also qp-k-hello" }, ...languages.map((one) => el("span", { lang: one, dir: directionOf(one) }, wordsOf(one).hello)));
}
