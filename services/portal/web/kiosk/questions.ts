// How a question of the questionnaire is asked: by faces, by words, by grades or in writing; and of whom it is asked.
import type { Answer, Option, Question, Questionnaire } from "./api";

export type Given = Answer["answers"];

/** Three faces leave out the second one. */
const faces = { faces3: [1, 3, 4], faces4: [1, 2, 3, 4] };

/** Options with faces of questionnaires that say nothing of how they are laid out. */
const known: Record<string, number | undefined> = { "tres-satisfait": 1, "satisfait": 2, "peu-satisfait": 3, "pas-du-tout-satisfait": 4 };

/** There, counted in no rate. */
const notConcerned = "non-concerne";

/** What is a grade and what counts nowhere; the latter is a word and never a face. */
const isExcluded = ({ code, counts }: Option): boolean => (counts ? counts === "excluded" : code === notConcerned);

export function faceOf(question: Question, option: Option): number | undefined {
  if (isExcluded(option)) return undefined;
  const { presentation, options = [] } = question;
  if (presentation === "faces3" || presentation === "faces4") return faces[presentation][options.indexOf(option)];
  return presentation === undefined && isOfFaces(question) ? known[option.code] : undefined;
}

/** A question about satisfaction: every option that counts is a face. */
export const hasFaces = (question: Question): boolean => (question.options ?? []).some((option) => faceOf(question, option) !== undefined);

/** In a line of faces nothing stands for what counts nowhere: whoever it fits leaves the line blank, which counts the same. Where blank is no answer, it is a word. */
export const optionsOf = (question: Question, isLead = false): Option[] => {
  const { options = [], presentation, required } = question;
  const isBlank = hasFaces(question) && !(presentation !== undefined && (required || isLead));
  return isBlank ? options.filter((option) => !isExcluded(option)) : options;
};

export const isScale = ({ presentation }: Question): boolean => presentation === "scale";

/** Its code is what stands on it; words below name the ends. */
export const isGrade = (question: Question, option: Option): boolean => isScale(question) && !isExcluded(option);

function isOfFaces({ type, options = [] }: Question): boolean {
  const counted = options.filter((option) => !isExcluded(option));
  return type === "single-choice" && counted.length > 0 && counted.every((option) => known[option.code] !== undefined);
}

/** What the first and the last grade are called, under the row of them. */
export const endsOf = (question: Question, language: string): string[] => {
  const grades = optionsOf(question).filter((option) => isGrade(question, option));
  return [...grades.slice(0, 1), ...grades.slice(-1)].map(({ code, texts }) => [code, textOf(texts, language)]).flatMap(([code, text]) => (code === text ? [] : [`${code} : ${text}`]));
};

export const textOf = (texts: Record<string, string | undefined>, language: string): string => texts[language] ?? texts["fr"] ?? Object.values(texts)[0] ?? "";

/** Whether somebody is asked a question who answered those before it so. */
export const isAskedAfter = ({ showIf }: Question, given: Given): boolean =>
  !showIf || [given[showIf.question] ?? []].flat().some((option) => showIf.options.includes(option));

export const leastOf = ({ minChoices }: Question): number => minChoices ?? 1;
export const mostOf = ({ maxChoices, options = [] }: Question): number => maxChoices ?? options.length;

/** What counts of what is on the screen: of questions that are asked, and as many of several options as the question takes. */
export function countable({ questions }: Questionnaire, chosen: Given): Given {
  const given: Given = {};
  for (const question of questions) {
    const value = chosen[question.code];
    if (value === undefined || !isAskedAfter(question, given)) continue;
    if (Array.isArray(value) && (value.length < leastOf(question) || value.length > mostOf(question))) continue;
    given[question.code] = value;
  }
  return given;
}

export interface Plan {
  /** On the first screen, answered by one touch. */
  lead: Question | undefined;
  /** Lines of faces that have the same words, under one head. */
  grids: Question[][];
  choices: Question[];
  texts: Question[];
}

/** The lead is the first question that everybody is asked and one touch answers; all others are optional, on one screen, as far as they are asked. */
export function planOf({ questions }: Questionnaire): Plan {
  const lead = questions.find((one) => one.type === "single-choice" && !one.showIf);
  const others = questions.filter((one) => one !== lead);
  const lines = others.filter((one) => one.type !== "text" && optionsOf(one).every((option) => faceOf(one, option) !== undefined));
  const heads = [...new Set(lines.map(headOf))];
  return {
    lead,
    grids: heads.map((head) => lines.filter((one) => headOf(one) === head)),
    choices: others.filter((one) => one.type !== "text" && !lines.includes(one)),
    texts: others.filter((one) => one.type === "text"),
  };
}

export const othersOf = ({ grids, choices, texts }: Plan): Question[] => [...grids.flat(), ...choices, ...texts];

const headOf = (question: Question): string => JSON.stringify(optionsOf(question).map((option) => [faceOf(question, option), option.texts]));
