// One person after the other, and what comes between them.
import type { Questionnaire } from "./api";
import { askPin, showAgents, type AgentsScreen } from "./agents";
import { showClosed, type Cause } from "./closed";
import type { StoreFault } from "./database";
import { showEnrolment, takeCode } from "./enrolling";
import { showFirst } from "./first";
import { IdleWatch } from "./idle";
import { showMore } from "./more";
import { Outbox } from "./outbox";
import type { Stage } from "./stage";
import { Store } from "./store";
import { showThanks } from "./thanks";
import { Tools } from "./tools";
import { Updates } from "./updates";
import { Visit } from "./visit";
import { showWord } from "./word";

const retryMs = 60_000;
/** Whoever writes, and whoever looks after the device, is given more time. */
const patience = 3;

export class Kiosk {
  private readonly store: Store;
  private readonly outbox: Outbox;
  private readonly idle: IdleWatch;
  private readonly updates = new Updates(() => this.between());
  private readonly tools = new Tools(() => this.store.device.low ?? false, () => this.watch());

  /** Where the screen is: `first` is the first question. */
  private place: "starting" | "first" | "inside" | "thanks" | "closed" | "service" = "starting";
  private visit: Visit | undefined;
  private fault: Cause | undefined;
  private cause: Cause | undefined;
  private retry: number | undefined;

  constructor(private readonly stage: Stage) {
    const { idle, warning } = stage.host.dataset;
    this.store = new Store((fault) => this.fail(fault));
    this.outbox = new Outbox(this.store, () => this.between());
    this.idle = new IdleWatch(Number(idle) * 1_000, Number(warning) * 1_000);
  }

  async run(): Promise<void> {
    try {
      await this.store.open();
    } catch (fault) {
      // Nothing is in memory yet: a page loaded anew tries again.
      console.error(String(fault));
      this.fault = (fault as StoreFault).kind;
      this.close(this.fault);
      window.setTimeout(() => location.reload(), retryMs);
      return;
    }
    window.addEventListener("hashchange", () => { if (this.place !== "inside") this.enrol(takeCode()); });
    const code = takeCode();
    if (code) this.enrol(code);
    else await this.start();
    this.outbox.start();
    this.updates.start();
  }

  /** The start, in the site's first language, with nothing of whoever was here before. */
  private async start(): Promise<void> {
    this.place = "starting";
    this.visit = undefined;
    this.stage.close();
    this.idle.stop();
    this.tools.reset();
    this.stage.site = this.store.device.settings?.siteName;
    const cause = this.fault ?? (this.store.device.refused ? "refused" : undefined);
    if (cause) return this.close(cause);
    if (!this.store.enrolment) return this.enrol("");
    if (this.updates.take()) return;
    const questionnaire = this.store.questionnaire ?? (await this.fetchQuestionnaire());
    if (!questionnaire) return this.close("empty");
    const answer = await this.store.begin(questionnaire, questionnaire.languages[0] ?? "fr").catch(() => undefined);
    // The memory has failed and said so.
    if (!answer) return;
    this.visit = new Visit(this.store, questionnaire, answer);
    this.showFirst(this.visit);
  }

  private showFirst(visit: Visit): void {
    this.place = visit.touched ? "inside" : "first";
    showFirst(this.stage, {
      visit, languages: visit.questionnaire.languages, tools: this.tools,
      answered: () => (visit.hasMore ? this.showMore(visit) : void this.end(true)),
      spoken: () => { this.showFirst(visit); this.watch(); },
      agents: () => void this.openService(),
    });
  }

  private showMore(visit: Visit): void {
    this.place = "inside";
    this.watch();
    showMore(this.stage, {
      visit, tools: this.tools, idleSeconds: this.idle.seconds,
      change: () => { this.showFirst(visit); this.watch(); }, write: () => this.showWord(visit), done: () => this.finish(visit),
    });
  }

  private showWord(visit: Visit): void {
    this.watch(patience);
    showWord(this.stage, visit, this.tools, () => this.showMore(visit), () => this.finish(visit));
  }

  /** The person says that they have finished; what would not count as it is they are told once more. */
  private finish(visit: Visit): void {
    if (!visit.lacking) return void this.end(true);
    visit.finishing = true;
    this.showMore(visit);
  }

  private watch(times = 1): void {
    this.idle.start(() => void this.end(false), times);
  }

  /** `done`: the person says so; otherwise they have walked away. */
  private async end(done: boolean): Promise<void> {
    this.idle.stop();
    this.tools.hush();
    const { visit } = this;
    if (!visit?.touched) return this.start();
    const { language, questionnaire } = visit;
    const kept = await visit.end(done);
    if (!kept || this.visit !== visit) return;
    this.visit = undefined;
    this.outbox.soon();
    if (!done) return this.start();
    this.place = "thanks";
    showThanks(this.stage, language, questionnaire.languages, () => void this.start());
  }

  /** Between two persons: whatever has come meanwhile is for the next one. */
  private between(): void {
    const { device, questionnaire } = this.store;
    const closed = this.place === "closed" && this.fault === undefined;
    const over = closed && (this.cause === "refused" ? !device.refused : questionnaire !== undefined);
    const newer = this.place === "first" && this.visit !== undefined && !this.visit.touched
      && (device.refused || this.visit.questionnaire !== questionnaire || this.stage.site !== device.settings?.siteName);
    if (over || newer) void this.start();
    else if (this.place === "first" || this.place === "closed") this.updates.take();
  }

  private close(cause: Cause): void {
    this.place = "closed";
    this.cause = cause;
    showClosed(this.stage, this.store, cause, () => void this.openService());
    if (cause === "empty") window.setTimeout(() => { if (this.place === "closed") void this.start(); }, retryMs);
  }

  private fail(fault: StoreFault): void {
    console.error(fault.message);
    this.fault = fault.kind;
    this.visit = undefined;
    this.idle.stop();
    if (this.place !== "service") this.close(fault.kind);
    clearTimeout(this.retry);
    this.retry = window.setTimeout(() => void this.recover(), retryMs);
  }

  // The disk may have room again, or be there again; if not, the store says so once more.
  private async recover(): Promise<void> {
    if (!(await this.store.recover())) return;
    this.fault = undefined;
    if (this.place === "closed") await this.start();
    this.outbox.soon();
  }

  private async openService(): Promise<void> {
    if (this.visit?.touched && (await this.visit.end(false))) this.outbox.soon();
    this.visit = undefined;
    this.place = "service";
    this.idle.start(() => void this.start(), patience);
    const screen: AgentsScreen = { store: this.store, outbox: this.outbox, enrol: () => this.enrol(""), leave: () => void this.start() };
    askPin(this.stage, screen, () => void showAgents(this.stage, screen));
  }

  private enrol(code: string): void {
    this.place = "service";
    const back = this.store.enrolment ? (): void => void this.start() : undefined;
    if (back) this.idle.start(back, patience);
    showEnrolment(this.stage, this.store, code, () => {
      this.fault = undefined;
      clearTimeout(this.retry);
      void this.start().then(() => this.outbox.beat());
    }, back);
  }

  private async fetchQuestionnaire(): Promise<Questionnaire | undefined> {
    // Without a network there is none yet; the memory's own faults are said by the store.
    await this.outbox.ask().catch(() => undefined);
    return this.store.questionnaire;
  }
}
