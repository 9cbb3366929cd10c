// The device's database: what it looks like, how it is opened, and how it is written so that what it says is kept.
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from "idb";
import type { Answer, Enrolment, Questionnaire, Range, Settings } from "./api";

/** `draft`: being answered; `waiting`: to be sent; `aside`: kept by the server without being counted, or refused by it: kept here for an agent. */
export type State = "draft" | "waiting" | "aside";

export interface Kept {
  answer: Answer;
  state: State;
  /** Of a draft: somebody has touched the screen. One that nobody touched is the next person's. */
  touched?: boolean;
  /** Of one that is aside: what the server said. */
  said?: { result: string; code: string; detail: string };
}

export interface KeptEnrolment extends Enrolment {
  nextSequence: number;
}

/** What the device knows beside its answers. */
export interface DeviceState {
  settings?: Settings;
  settingsTag?: string;
  /** The server no longer takes this device's token. */
  refused?: boolean;
  lastSync?: string;
  missing?: Range[];
  /** Controls are in the lower half for everybody here. */
  low?: boolean;
  /** Wrong PINs in a row, and when the last one was. */
  wrongPins?: number;
  wrongPinAt?: number;
}

export interface Schema extends DBSchema {
  answers: { key: string; value: Kept };
  enrolment: { key: "current"; value: KeptEnrolment };
  questionnaires: { key: string; value: Questionnaire };
  device: { key: "current"; value: DeviceState };
}

type Names = StoreNames<Schema>;

/** A transaction that writes. */
export type Writing = IDBPTransaction<Schema, Names[], "readwrite">;

/** `erased`: the database is gone; `full`: there is no room; `broken`: it does not open, or what it says cannot be kept. */
export type FaultKind = "erased" | "full" | "broken";

/** The device's memory failed: nothing may be promised any more. */
export class StoreFault extends Error {
  constructor(
    readonly kind: FaultKind,
    cause?: unknown,
  ) {
    super(`The device's memory is ${kind}: ${cause instanceof Error ? `${cause.name}, ${cause.message}` : String(cause)}`, { cause });
  }
}

const longestWait = 15_000;

export class Database {
  private opened: Promise<IDBPDatabase<Schema>> | undefined;
  private erased = false;

  /** There is something to lose: a database that comes back empty was deleted. */
  expected = false;

  /** `lost`: the connection was taken away while nobody was using it. */
  constructor(private readonly lost: () => void) {}

  /** Writes in one transaction, and answers once the disk is said to have it. */
  async write<T>(stores: Names[], work: (transaction: Writing) => Promise<T>): Promise<T> {
    return this.again(async (db) => {
      const transaction = db.transaction(stores, "readwrite", { durability: "strict" });
      const [result] = await Promise.all([work(transaction), transaction.done]);
      return result;
    });
  }

  async readAll(): Promise<{ answers: Kept[]; enrolment?: KeptEnrolment; questionnaires: Questionnaire[]; device?: DeviceState }> {
    return this.again(async (db) => {
      const [answers, enrolment, questionnaires, device] = await Promise.all([
        db.getAll("answers"), db.get("enrolment", "current"), db.getAll("questionnaires"), db.get("device", "current"),
      ]);
      return { answers, questionnaires, ...(enrolment && { enrolment }), ...(device && { device }) };
    });
  }

  /** Opens it anew if it was closed; throws when it is not what it was. */
  async check(): Promise<void> {
    await this.again((db) => db.count("enrolment"));
  }

  // A connection that the browser closed is opened again once; what fails then is a fault.
  private async again<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    try {
      return await work(await this.open());
    } catch (fault) {
      if (!isClosed(fault) || this.erased) throw this.faultOf(fault);
      this.opened = undefined;
    }
    try {
      return await work(await this.open());
    } catch (fault) {
      throw this.faultOf(fault);
    }
  }

  private open(): Promise<IDBPDatabase<Schema>> {
    if (this.opened) return this.opened;
    this.erased = false;
    const opening = inTime(openDB<Schema>("qualipref-borne", 2, {
      upgrade: (db, before, _, transaction) => {
        if (before === 0 && this.expected) {
          this.erased = true;
          transaction.done.catch(() => undefined);
          transaction.abort();
          return;
        }
        if (before < 1) {
          db.createObjectStore("answers", { keyPath: "answer.id" });
          db.createObjectStore("enrolment");
          db.createObjectStore("questionnaires", { keyPath: "code" });
        }
        if (before < 2) db.createObjectStore("device");
      },
      // Whoever wants it changed or gone would wait for this page for ever.
      blocking: (_, __, event) => {
        (event.target as IDBDatabase).close();
        this.forget(opening);
      },
      terminated: () => this.forget(opening),
    }));
    opening.catch(() => this.forget(opening, false));
    this.opened = opening;
    return opening;
  }

  private forget(connection: Promise<unknown>, tell = true): void {
    if (this.opened === connection) this.opened = undefined;
    if (tell) this.lost();
  }

  private faultOf(fault: unknown): StoreFault {
    if (fault instanceof StoreFault) return fault;
    if (this.erased) return new StoreFault("erased", fault);
    const name = fault instanceof Error ? fault.name : "";
    return new StoreFault(name === "QuotaExceededError" ? "full" : "broken", fault);
  }
}

// The one of a connection that is closed, or closed under a transaction that was running. A transaction that found no room says so by its own error.
const isClosed = (fault: unknown): boolean => fault instanceof DOMException && (fault.name === "InvalidStateError" || fault.name === "AbortError");

function inTime<T>(opening: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, failed) => window.setTimeout(() => failed(new StoreFault("broken", "it does not open")), longestWait));
  return Promise.race([opening, late]);
}
