// What the device keeps. An answer stays here until the server has acknowledged it, whatever happens to page or network.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { v7 as newId } from "uuid";
import type { Answer, Enrolment, Questionnaire } from "./api";
import { readClock } from "./clock";

/** `draft`: being answered; `waiting`: to be sent; `aside`: refused by the server, kept for an agent. */
type State = "draft" | "waiting" | "aside";

interface Kept {
  answer: Answer;
  state: State;
}

interface Schema extends DBSchema {
  answers: { key: string; value: Kept; indexes: { state: State } };
  enrolment: { key: "current"; value: Enrolment & { nextSequence: number } };
  questionnaires: { key: string; value: Questionnaire };
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;

const database = (): Promise<IDBPDatabase<Schema>> =>
  (opened ??= openDB<Schema>("qualipref-borne", 1, {
    upgrade(db) {
      db.createObjectStore("answers", { keyPath: "answer.id" }).createIndex("state", "state");
      db.createObjectStore("enrolment");
      db.createObjectStore("questionnaires", { keyPath: "code" });
    },
  }));

export async function readEnrolment(): Promise<Enrolment | undefined> {
  return (await database()).get("enrolment", "current");
}

export async function keepEnrolment(enrolment: Enrolment): Promise<void> {
  await (await database()).put("enrolment", { ...enrolment, nextSequence: 1 }, "current");
}

export async function readKeptQuestionnaire(code: string): Promise<Questionnaire | undefined> {
  return (await database()).get("questionnaires", code);
}

export async function keepQuestionnaire(questionnaire: Questionnaire): Promise<void> {
  await (await database()).put("questionnaires", questionnaire);
}

/** Takes the id and the next sequence number and notes the answer as begun, in one transaction. */
export async function begin(questionnaire: Questionnaire, language: string): Promise<Answer> {
  const transaction = (await database()).transaction(["answers", "enrolment"], "readwrite");
  const enrolment = await transaction.objectStore("enrolment").get("current");
  if (!enrolment) throw new Error("This device is not enrolled.");
  const answer: Answer = {
    id: newId(),
    site: enrolment.site,
    questionnaire: questionnaire.code,
    version: questionnaire.version,
    channel: "kiosk",
    language,
    outcome: "abandoned",
    answeredAt: new Date().toISOString(),
    kiosk: enrolment.kiosk,
    enrolment: enrolment.enrolment,
    sequence: enrolment.nextSequence,
    clock: readClock(),
    answers: {},
  };
  await Promise.all([
    transaction.objectStore("enrolment").put({ ...enrolment, nextSequence: enrolment.nextSequence + 1 }, "current"),
    transaction.objectStore("answers").add({ answer, state: "draft" }),
    transaction.done,
  ]);
  return answer;
}

export async function finish(answer: Answer): Promise<void> {
  await (await database()).put("answers", { answer, state: "waiting" });
}

/** Drafts left by a page that was closed or reloaded: their sequence numbers are used, their content is unknown. */
export async function abandonDrafts(): Promise<void> {
  const transaction = (await database()).transaction("answers", "readwrite");
  const drafts = await transaction.store.index("state").getAll("draft");
  await Promise.all([...drafts.map((draft) => transaction.store.put({ ...draft, state: "waiting" })), transaction.done]);
}

export async function readWaiting(most: number): Promise<Answer[]> {
  const kept = await (await database()).getAllFromIndex("answers", "state", "waiting", most);
  return kept.map((one) => one.answer);
}

export async function forget(ids: string[]): Promise<void> {
  const transaction = (await database()).transaction("answers", "readwrite");
  await Promise.all([...ids.map((id) => transaction.store.delete(id)), transaction.done]);
}

export async function setAside(ids: string[]): Promise<void> {
  const transaction = (await database()).transaction("answers", "readwrite");
  const move = async (id: string): Promise<void> => {
    const kept = await transaction.store.get(id);
    if (kept) await transaction.store.put({ ...kept, state: "aside" });
  };
  await Promise.all([...ids.map(move), transaction.done]);
}

export async function countKept(): Promise<{ waiting: number; aside: number }> {
  const db = await database();
  return { waiting: await db.countFromIndex("answers", "state", "waiting"), aside: await db.countFromIndex("answers", "state", "aside") };
}
