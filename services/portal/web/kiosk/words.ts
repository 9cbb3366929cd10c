// Texts of the kiosk itself; those of the questions come with the questionnaire.
import { ar } from "./words/ar";
import { en } from "./words/en";
import { es } from "./words/es";
import { fr } from "./words/fr";
import { pt } from "./words/pt";

export interface Words {
  language: string;
  hello: string;
  /** Under the first question, where a face is touched and where a word is. */
  touchFace: string;
  touchWord: string;
  anonymous: string;
  step: (step: number, of: number) => string;
  optionalStep: (step: number, of: number) => string;
  more: string;
  kept: (answer: string) => string;
  change: string;
  write: string;
  rewrite: string;
  /** Of several options, how many count: "1–3". */
  toChoose: (range: string) => string;
  tooFew: (missing: number) => string;
  done: string;
  next: string;
  back: string;
  idleNote: (seconds: number) => string;
  notice: string;
  left: (characters: number) => string;
  thanks: string;
  thanksMore: string;
  thankYou: string;
  returns: (seconds: number) => string;
  nextPerson: string;
  problem: string;
  stillThere: string;
  willReset: (seconds: number) => string;
  goOn: string;
  languages: string;
  larger: string;
  contrast: string;
  low: string;
  listen: string;
  closed: string;
  elsewhere: string;
  elsewhereMore: string;
}

const all: Record<string, Words | undefined> = { fr, en, es, pt, ar };

export const wordsOf = (language: string): Words => all[language] ?? fr;

export const directionOf = (language: string): "rtl" | "ltr" => (language === "ar" ? "rtl" : "ltr");
