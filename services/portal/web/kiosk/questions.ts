// How a question of the questionnaire is asked: by faces, by words, or in writing.
import type { Option, Question, Questionnaire } from "./api";

const faces: Record<string, number | undefined> = { "tres-satisfait": 1, "satisfait": 2, "peu-satisfait": 3, "pas-du-tout-satisfait": 4 };

/** Counted in no rate: whoever it fits leaves the line blank, which counts the same. It is a word and never a face. */
const notConcerned = "non-concerne";

export const faceOf = (option: Option): number | undefined => faces[option.code];

export function optionsOf(question: Question): Option[] {
  const all = question.options ?? [];
  return hasFaces(question) ? all.filter((option) => option.code !== notConcerned) : all;
}

/** A question about satisfaction: every option that counts is one of the four faces. */
export function hasFaces(question: Question): boolean {
  const counted = (question.options ?? []).filter((option) => option.code !== notConcerned);
  return question.type === "single-choice" && counted.length > 0 && counted.every((option) => faceOf(option) !== undefined);
}

export const textOf = (texts: Record<string, string | undefined>, language: string): string => texts[language] ?? texts["fr"] ?? Object.values(texts)[0] ?? "";

export interface Plan {
  /** On the first screen, answered by one touch. */
  lead: Question | undefined;
  rows: Question[];
  choices: Question[];
  text: Question | undefined;
}

/** The lead is the first question that one touch answers; all others are optional, on one screen. */
export function planOf({ questions }: Questionnaire): Plan {
  const lead = questions.find((one) => one.type === "single-choice");
  const others = questions.filter((one) => one !== lead);
  return {
    lead,
    rows: others.filter(hasFaces),
    choices: others.filter((one) => one.type !== "text" && !hasFaces(one)),
    text: others.find((one) => one.type === "text"),
  };
}

export const hasMore = ({ rows, choices, text }: Plan): boolean => rows.length + choices.length > 0 || text !== undefined;
