// The calls of the surveys service that a kiosk makes, as the public contract states them.

export interface Texts {
  [language: string]: string | undefined;
}

export interface Option {
  code: string;
  texts: Texts;
}

export interface Question {
  code: string;
  type: "single-choice" | "multi-choice" | "text";
  required: boolean;
  texts: Texts;
  options?: Option[];
  maxLength?: number | null;
}

export interface Questionnaire {
  code: string;
  version: number;
  languages: string[];
  title: Texts;
  introduction: Texts;
  questions: Question[];
}

export interface Enrolment {
  kiosk: string;
  site: string;
  enrolment: number;
  accessToken: string;
}

export interface Clock {
  session: string;
  elapsedMs: number;
}

export interface Answer {
  id: string;
  site: string;
  questionnaire: string;
  version: number;
  channel: "kiosk";
  language: string;
  outcome: "complete" | "abandoned";
  answeredAt: string;
  kiosk: string;
  enrolment: number;
  sequence: number;
  clock: Clock;
  answers: Record<string, string | string[]>;
  comment?: string;
}

export interface Receipt {
  id: string;
  result: "accepted" | "duplicate" | "conflict" | "setAside" | "invalid";
}

/** A refusal by the server; anything else that `fetch` throws means that it could not be reached. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const root = "/api/surveys/v1";

/** The version of the portal that the script was built with. */
declare const appVersion: string;

async function call<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(root + path, { ...init, signal: AbortSignal.timeout(15_000) });
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => ({}))) as { detail?: string };
  throw new Refusal(response.status, problem.detail ?? `HTTP ${response.status}`);
}

export const readQuestionnaire = (code: string): Promise<Questionnaire> =>
  call(`/questionnaires/${encodeURIComponent(code)}`, { method: "GET" });

export const enrol = (code: string): Promise<Enrolment> =>
  call("/kiosks/enrol", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ code }) });

export const sendAnswers = (device: Enrolment, items: Answer[], backlog: number, clock: Clock): Promise<{ items: Receipt[] }> =>
  call("/responses/batch", {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${device.accessToken}` },
    body: JSON.stringify({
      device: { kiosk: device.kiosk, enrolment: device.enrolment, sentAt: new Date().toISOString(), clock, backlog, appVersion },
      items,
    }),
  });
