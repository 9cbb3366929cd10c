// One person's answer, from the first screen to the thanks.
import type { Answer, Question, Questionnaire } from "./api";
import { countable, isAskedAfter, leastOf, othersOf, planOf, type Given, type Plan } from "./questions";
import { asOfNow, type Store } from "./store";

export class Visit {
  private over = false;

  readonly plan: Plan;

  /** Somebody has answered or chosen a language: no longer the next person's. */
  touched = false;

  /** They said that they have finished, and something is to be told first. */
  finishing = false;

  /** What is on the screen; the answer holds what counts of it. */
  private chosen: Given = {};

  /** What was written, by question. In memory alone until « J'ai terminé »: who walks away leaves none of it. */
  private written: Record<string, string> = {};

  constructor(
    private readonly store: Store,
    readonly questionnaire: Questionnaire,
    public answer: Answer,
  ) {
    this.plan = planOf(questionnaire);
  }

  get language(): string {
    return this.answer.language;
  }

  speak(language: string): Promise<boolean> {
    return this.keep({ ...this.answer, language });
  }

  /** Writes what was just answered, or taken back; true once it is kept. */
  give(question: string, value: string | string[] | undefined): Promise<boolean> {
    const { [question]: _, ...chosen } = this.chosen;
    this.chosen = value === undefined || value.length === 0 ? chosen : { ...chosen, [question]: value };
    return this.keep({ ...this.answer, answers: countable(this.questionnaire, this.chosen) });
  }

  /** The options of a question that are chosen, whether they are enough or not. */
  chosenOf({ code }: Question): string[] {
    return [this.chosen[code] ?? []].flat();
  }

  write({ code }: Question, text: string): void {
    this.written[code] = text;
  }

  writtenOf({ code }: Question): string {
    return this.written[code] ?? "";
  }

  asks(question: Question): boolean {
    return isAskedAfter(question, this.answer.answers);
  }

  /** Whether there is anything to ask but the first question. */
  get hasMore(): boolean {
    return othersOf(this.plan).some((question) => this.asks(question));
  }

  get texts(): Question[] {
    return this.plan.texts.filter((question) => this.asks(question));
  }

  /** A question of which options are chosen, and too few to count. */
  get lacking(): Question | undefined {
    return this.plan.choices.find((one) => this.asks(one) && one.type === "multi-choice" && this.chosenOf(one).length > 0 && this.chosenOf(one).length < leastOf(one));
  }

  /** `done`: the person says so; otherwise nobody is there any more. True once it is kept, and once only. */
  async end(done: boolean): Promise<boolean> {
    if (this.over) return false;
    this.over = true;
    const texts = done ? this.texts.map((one) => [one.code, this.writtenOf(one).trim()]).filter(([, text]) => text) : [];
    this.written = {};
    const answers: Given = { ...this.answer.answers, ...Object.fromEntries(texts) };
    const missing = this.questionnaire.questions.some((one) => one.required && isAskedAfter(one, answers) && answers[one.code] === undefined);
    const outcome = Object.keys(answers).length === 0 ? "abandoned" : done && !missing ? "complete" : "partial";
    return kept(this.store.finish(done ? asOfNow({ ...this.answer, answers }) : this.answer, outcome));
  }

  private keep(answer: Answer): Promise<boolean> {
    this.touched = true;
    this.answer = asOfNow(answer);
    return kept(this.store.touch(this.answer));
  }
}

// What the memory would not take has been said to the page by the store itself.
const kept = (writing: Promise<void>): Promise<boolean> => writing.then(() => true, () => false);
