// One person's answer, from the first screen to the thanks.
import type { Answer, Questionnaire } from "./api";
import { planOf, type Plan } from "./questions";
import { asOfNow, type Store } from "./store";

export class Visit {
  private over = false;

  readonly plan: Plan;

  /** Somebody has answered or chosen a language: no longer the next person's. */
  touched = false;

  /** In memory alone until « J'ai terminé »: who walks away leaves none of it. */
  comment = "";

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
    const answers = { ...this.answer.answers };
    if (value === undefined || value.length === 0) delete answers[question];
    else answers[question] = value;
    return this.keep({ ...this.answer, answers });
  }

  /** `done`: the person says so; otherwise nobody is there any more. True once it is kept, and once only. */
  async end(done: boolean): Promise<boolean> {
    if (this.over) return false;
    this.over = true;
    const { answers } = this.answer;
    const comment = done ? this.comment.trim() : "";
    this.comment = "";
    const missing = this.questionnaire.questions.some((one) => one.required && (one.type === "text" ? !comment : answers[one.code] === undefined));
    const given = Object.keys(answers).length > 0;
    const outcome = done && !missing && (given || comment) ? "complete" : given ? "partial" : "abandoned";
    const last = done ? asOfNow(this.answer) : this.answer;
    return kept(this.store.finish(comment && outcome !== "abandoned" ? { ...last, comment } : last, outcome));
  }

  private keep(answer: Answer): Promise<boolean> {
    this.touched = true;
    this.answer = asOfNow(answer);
    return kept(this.store.touch(this.answer));
  }
}

// What the memory would not take has been said to the page by the store itself.
const kept = (writing: Promise<void>): Promise<boolean> => writing.then(() => true, () => false);
