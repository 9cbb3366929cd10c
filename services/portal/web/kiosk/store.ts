// What the device keeps. All of it is in memory too, and every change goes to the disk first: an answer stays until the server has acknowledged it,
// whatever happens to page or network, and what memory holds can still be handed out when the disk fails.
import { v7 as newId } from "uuid";
import type { Answer, Enrolment, Outcome, Questionnaire, Receipt, Settings } from "./api";
import { readClock } from "./clock";
import { Database, StoreFault, type DeviceState, type Kept, type KeptEnrolment } from "./database";

const bySequence = (one: Kept, other: Kept): number =>
  one.answer.enrolment - other.answer.enrolment || one.answer.sequence - other.answer.sequence;

export class Store {
  private readonly database = new Database(() => void this.check());
  private readonly kept = new Map<string, Kept>();
  /** Answers that the disk would not take. */
  private readonly unsaved = new Map<string, Kept>();

  enrolment: KeptEnrolment | undefined;
  device: DeviceState = {};
  questionnaire: Questionnaire | undefined;

  constructor(private readonly failed: (fault: StoreFault) => void) {}

  /** Reads everything. What an earlier page left unfinished is given up: partial when something was answered, abandoned when nothing was. */
  async open(): Promise<void> {
    const read = await this.database.readAll();
    this.enrolment = read.enrolment;
    this.database.expected = read.enrolment !== undefined;
    this.device = read.device ?? {};
    this.questionnaire = read.questionnaires[0];
    for (const one of read.answers) this.kept.set(one.answer.id, one);
    const left = read.answers.filter((one) => one.state === "draft" && one.touched !== false).map(givenUp);
    if (left.length > 0) await this.put(left);
  }

  get waiting(): Answer[] {
    return this.ofState("waiting").sort(bySequence).map((one) => one.answer);
  }

  get aside(): Kept[] {
    return this.ofState("aside").sort(bySequence);
  }

  get counts(): { waiting: number; aside: number } {
    return { waiting: this.ofState("waiting").length, aside: this.ofState("aside").length };
  }

  /** All that would be lost with this device. */
  get held(): Answer[] {
    return this.holding().sort(bySequence).map((one) => one.answer);
  }

  async enrol({ settings, ...enrolment }: Enrolment & { settings?: Settings }): Promise<void> {
    const current: KeptEnrolment = { kiosk: enrolment.kiosk, site: enrolment.site, enrolment: enrolment.enrolment, accessToken: enrolment.accessToken, nextSequence: 1 };
    const device: DeviceState = { ...(settings && { settings }), ...(this.device.low && { low: true }) };
    const spare = this.ofState("draft").filter((one) => !one.touched).map((one) => one.answer.id);
    // What the disk lost, but memory did not, comes back with it.
    const held = this.holding();
    // Another place may ask something else.
    const elsewhere = this.enrolment?.site !== current.site;
    this.database.expected = false;
    await this.database.write(["answers", "enrolment", "device", "questionnaires"], async (transaction) => {
      await Promise.all([
        ...(elsewhere ? [transaction.objectStore("questionnaires").clear()] : []),
        transaction.objectStore("enrolment").put(current, "current"),
        transaction.objectStore("device").put(device, "current"),
        ...spare.map((id) => transaction.objectStore("answers").delete(id)),
        ...held.map((one) => transaction.objectStore("answers").put(one)),
      ]);
    });
    for (const id of spare) this.kept.delete(id);
    this.remember(held);
    if (elsewhere) this.questionnaire = undefined;
    this.enrolment = current;
    this.device = device;
    this.database.expected = true;
  }

  async noteDevice(change: Partial<DeviceState>): Promise<void> {
    const device = { ...this.device, ...change };
    await this.write(["device"], (transaction) => transaction.objectStore("device").put(device, "current"));
    this.device = device;
  }

  /** The one that is asked from now on, in place of the one before. */
  async keepQuestionnaire(questionnaire: Questionnaire): Promise<void> {
    await this.write(["questionnaires"], async (transaction) => {
      const kept = transaction.objectStore("questionnaires");
      await Promise.all([kept.clear(), kept.put(questionnaire)]);
    });
    this.questionnaire = questionnaire;
  }

  /** The next person's answer. It has its id and its sequence number, taken in one transaction, before anything is shown; one that nobody touched is used again. */
  async begin(questionnaire: Questionnaire, language: string): Promise<Answer> {
    const enrolment = this.enrolment;
    if (!enrolment) throw new Error("This device is not enrolled.");
    const spare = this.ofState("draft").find((one) => !one.touched)?.answer;
    const answer: Answer = {
      id: spare?.id ?? newId(),
      site: enrolment.site,
      questionnaire: questionnaire.code,
      version: questionnaire.version,
      channel: "kiosk",
      language,
      outcome: "abandoned",
      answeredAt: new Date().toISOString(),
      kiosk: enrolment.kiosk,
      enrolment: enrolment.enrolment,
      sequence: spare?.sequence ?? enrolment.nextSequence,
      clock: readClock(),
      answers: {},
    };
    const next = { ...enrolment, nextSequence: Math.max(enrolment.nextSequence, answer.sequence + 1) };
    const draft: Kept = { answer, state: "draft", touched: false };
    await this.write(["answers", "enrolment"], async (transaction) => {
      await Promise.all([transaction.objectStore("enrolment").put(next, "current"), transaction.objectStore("answers").put(draft)]);
    });
    this.enrolment = next;
    this.remember([draft]);
    return answer;
  }

  /** What was just touched: from now on a page that is killed leaves it behind. */
  touch(answer: Answer): Promise<void> {
    return this.put([{ answer, state: "draft", touched: true }]);
  }

  finish(answer: Answer, outcome: Outcome): Promise<void> {
    return this.put([{ answer: { ...answer, outcome }, state: "waiting" }]);
  }

  /** Deletes what the server has counted, or had before, and keeps aside what it has not counted. */
  async settle(sent: Answer[], receipts: Receipt[]): Promise<number> {
    const ofSent = new Map(sent.map((answer) => [answer.id, answer]));
    const heard = receipts.filter((one) => ofSent.has(one.id));
    const done = heard.filter((one) => one.result === "accepted" || one.result === "duplicate").map((one) => one.id);
    const aside = heard.filter((one) => one.result === "setAside" || one.result === "conflict" || one.result === "invalid").map((one): Kept =>
      ({ answer: ofSent.get(one.id)!, state: "aside", said: { result: one.result, code: one.code ?? "", detail: one.detail ?? "" } }));
    await this.write(["answers"], async (transaction) => {
      await Promise.all([...done.map((id) => transaction.objectStore("answers").delete(id)), ...aside.map((one) => transaction.objectStore("answers").put(one))]);
    });
    for (const id of done) {
      this.kept.delete(id);
      this.unsaved.delete(id);
    }
    this.remember(aside);
    return done.length + aside.length;
  }

  /** An agent has taken these away as a file. */
  async forgetAside(taken: ReadonlySet<string>): Promise<void> {
    const ids = this.ofState("aside").map((one) => one.answer.id).filter((id) => taken.has(id));
    await this.write(["answers"], async (transaction) => {
      await Promise.all(ids.map((id) => transaction.objectStore("answers").delete(id)));
    });
    for (const id of ids) this.kept.delete(id);
  }

  /** Tries the disk again: writes what it would not take. True once it has. */
  async recover(): Promise<boolean> {
    try {
      await this.noteDevice({});
      await this.put(this.holding().filter((one) => one.state !== "aside"));
      return true;
    } catch (fault) {
      // Both have told it.
      if (fault instanceof StoreFault) return false;
      throw fault;
    }
  }

  private async check(): Promise<void> {
    await this.database.check().catch((fault: unknown) => this.failed(fault as StoreFault));
  }

  private async put(kept: Kept[]): Promise<void> {
    try {
      await this.database.write(["answers"], async (transaction) => {
        await Promise.all(kept.map((one) => transaction.objectStore("answers").put(one)));
      });
    } catch (fault) {
      for (const one of kept) this.unsaved.set(one.answer.id, one.state === "draft" ? givenUp(one) : one);
      this.failed(fault as StoreFault);
      throw fault;
    }
    this.remember(kept);
  }

  private async write(...[stores, work]: Parameters<Database["write"]>): Promise<void> {
    try {
      await this.database.write(stores, work);
    } catch (fault) {
      this.failed(fault as StoreFault);
      throw fault;
    }
  }

  private remember(kept: Kept[]): void {
    for (const one of kept) {
      this.kept.set(one.answer.id, one);
      this.unsaved.delete(one.answer.id);
    }
  }

  // What waits, what is aside, what could not be written, and what was touched when the memory failed.
  private holding(): Kept[] {
    const touched = this.ofState("draft").filter((one) => one.touched).map(givenUp);
    return [...new Map([...this.ofState("waiting"), ...this.ofState("aside"), ...touched, ...this.unsaved.values()].map((one) => [one.answer.id, one])).values()];
  }

  private ofState(state: Kept["state"]): Kept[] {
    return [...this.kept.values()].filter((one) => one.state === state);
  }
}

/** The answer as of this moment, by both clocks. */
export const asOfNow = (answer: Answer): Answer => ({ ...answer, answers: { ...answer.answers }, answeredAt: new Date().toISOString(), clock: readClock() });

const givenUp = (draft: Kept): Kept => ({
  answer: { ...draft.answer, outcome: Object.keys(draft.answer.answers).length > 0 ? "partial" : "abandoned" }, state: "waiting",
});
