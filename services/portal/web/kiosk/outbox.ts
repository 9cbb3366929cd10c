// Sends what waits, and tries again for as long as it takes.
import { Refusal, sendAnswers, type Receipt } from "./api";
import { readClock } from "./clock";
import { countKept, forget, readEnrolment, readWaiting, setAside } from "./store";

const batch = 100;
const longestPause = 60_000;

/** `refused`: the device's token is no longer accepted; an agent must enrol it again. */
export type Delivery = { waiting: number; aside: number; refused: boolean };

export class Outbox {
  private pause = 1_000;
  private timer: number | undefined;

  constructor(private readonly report: (delivery: Delivery) => void) {
    window.addEventListener("online", () => this.soon());
  }

  /** Says what waits, before anything is sent. */
  async tell(): Promise<void> {
    this.report({ ...(await countKept()), refused: false });
  }

  /** Sends now; a failure plans the next attempt by itself. */
  soon(): void {
    clearTimeout(this.timer);
    // One tab at a time: two of them sharing the store would send everything twice.
    void navigator.locks.request("qualipref-envoi", () => this.deliver());
  }

  private async deliver(): Promise<void> {
    let refused = false;
    try {
      while (await this.sendOne());
      this.pause = 1_000;
    } catch (fault) {
      refused = fault instanceof Refusal && (fault.status === 401 || fault.status === 403);
      this.pause = Math.min(longestPause, this.pause * 2);
      this.timer = window.setTimeout(() => this.soon(), this.pause * (0.5 + Math.random() / 2));
    }
    this.report({ ...(await countKept()), refused });
  }

  private async sendOne(): Promise<boolean> {
    const device = await readEnrolment();
    const answers = await readWaiting(batch);
    if (!device || answers.length === 0) return false;
    // What still waits once these have arrived.
    const backlog = (await countKept()).waiting - answers.length;
    const { items } = await sendAnswers(device, answers, backlog, readClock());
    const ids = (...results: Receipt["result"][]): string[] => items.filter((item) => results.includes(item.result)).map((item) => item.id);
    await forget(ids("accepted", "duplicate", "setAside"));
    await setAside(ids("conflict", "invalid"));
    return items.length > 0;
  }
}
