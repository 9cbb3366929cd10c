// Sends what waits, in order, and tries again for as long as it takes. Nothing is deleted here but what the server has acknowledged by its id.
import { readAsked, readQuestionnaire, readSettings, Refusal, sendBatch, type Answer } from "./api";
import { StoreFault } from "./database";
import { reportOf } from "./device";
import type { Store } from "./store";

const most = 100;
const shortestPause = 2_000;
const longestPause = 60_000;
const signOfLife = 5 * 60_000;

export class Outbox {
  private pause = shortestPause;
  private timer: number | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private size = most;

  /** Why the last attempt failed, for an agent. */
  trouble: string | undefined;

  constructor(
    private readonly store: Store,
    /** After each attempt, whatever came of it. */
    private readonly heard: () => void,
  ) {}

  start(): void {
    window.addEventListener("online", () => this.soon());
    window.setInterval(() => void this.beat(), signOfLife);
    void this.beat();
  }

  /** Sends what waits; a failure plans the next attempt by itself. */
  soon(): void {
    void this.deliver(false);
  }

  /** Says that the device is alive even when nothing waits, and asks for what is new. */
  async beat(): Promise<void> {
    await this.deliver(true);
    if (this.trouble === undefined) await this.refresh();
    this.heard();
  }

  // One at a time: two of them would send everything twice.
  private deliver(evenEmpty: boolean): Promise<void> {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    clearTimeout(this.timer);
    this.running = this.attempt(evenEmpty).finally(() => {
      this.running = undefined;
      this.heard();
      if (this.again && this.trouble === undefined) {
        this.again = false;
        this.soon();
      }
    });
    return this.running;
  }

  private async attempt(evenEmpty: boolean): Promise<void> {
    if (!this.store.enrolment) return;
    try {
      if (evenEmpty && this.store.waiting.length === 0) await this.send([]);
      for (let items = this.next(); items.length > 0; items = this.next()) await this.send(items);
      this.trouble = undefined;
      this.pause = shortestPause;
    } catch (fault) {
      await this.note(fault);
    }
  }

  private next = (): Answer[] => this.store.waiting.slice(0, this.size);

  private async send(items: Answer[]): Promise<void> {
    const { enrolment, counts } = this.store;
    if (!enrolment) return;
    // What still waits once these have arrived.
    const report = await reportOf(enrolment.kiosk, enrolment.enrolment, counts.waiting - items.length, counts.aside);
    const reply = await sendBatch(enrolment, report, items);
    const settled = items.length === 0 ? 0 : await this.store.settle(items, reply.items);
    if (items.length > 0 && settled === 0) throw new TypeError("The reply names none of the answers that were sent.");
    await this.store.noteDevice({ lastSync: new Date().toISOString(), missing: reply.missing ?? [], refused: false });
    this.size = most;
  }

  private async note(fault: unknown): Promise<void> {
    // The memory's own faults are said by the store.
    if (fault instanceof StoreFault) return;
    const refusal = fault instanceof Refusal ? fault : undefined;
    this.trouble = refusal?.message ?? "Le service ne répond pas : le réseau est coupé, ou le service est arrêté.";
    if (refusal && isUnreadable(refusal)) await this.shrink(refusal);
    if (refusal?.ofDevice && !this.store.device.refused) await this.store.noteDevice({ refused: true }).catch(() => undefined);
    this.pause = Math.min(longestPause, this.pause * 2);
    const wait = Math.max(this.pause * (0.5 + Math.random() / 2), (refusal?.retryAfter ?? 0) * 1_000);
    this.timer = window.setTimeout(() => this.soon(), refusal?.ofDevice ? signOfLife : wait);
  }

  // One answer that the server cannot read must not hold up the others: smaller and smaller batches find it.
  private async shrink(refusal: Refusal): Promise<void> {
    if (this.size > 1) {
      this.size = Math.floor(this.size / 2);
      return;
    }
    const items = this.next();
    await this.store.settle(items, items.map(({ id }) => ({ id, result: "invalid", detail: refusal.message })));
    this.size = most;
  }

  /** Takes the version that the site asks now. Whoever is answering goes on with the one they began. */
  async ask(): Promise<void> {
    const { enrolment, questionnaire } = this.store;
    if (!enrolment) return;
    const asked = await readAsked(enrolment.site);
    if (asked.questionnaire === questionnaire?.code && asked.version === questionnaire.version) return;
    const newer = await readQuestionnaire(asked.questionnaire, asked.version);
    // Enrolled for another place meanwhile: that one's is asked for in its turn.
    if (this.store.enrolment?.site === enrolment.site) await this.store.keepQuestionnaire(newer);
  }

  private async refresh(): Promise<void> {
    const { enrolment, device } = this.store;
    if (!enrolment) return;
    try {
      await this.ask();
      const read = await readSettings(enrolment, device.settings && device.settingsTag);
      if (read) await this.store.noteDevice({ settings: read.settings, ...(read.tag && { settingsTag: read.tag }) });
    } catch (fault) {
      // What is kept serves on; the next sign of life asks again.
      if (!(fault instanceof Refusal || fault instanceof TypeError || fault instanceof DOMException || fault instanceof StoreFault)) throw fault;
    }
  }
}

const isUnreadable = ({ status }: Refusal): boolean => status === 400 || status === 413 || status === 422;
