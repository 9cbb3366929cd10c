// The calls of the surveys service that a kiosk makes, as the public contract states them.
import type { DeviceReport } from "./device";

export interface Texts {
  [language: string]: string | undefined;
}

export interface Option {
  code: string;
  texts: Texts;
  /** What it is in the rate of its question. */
  counts?: "satisfied" | "dissatisfied" | "excluded";
}

/** Asked of whoever chose one of these options of an earlier question. */
export interface Condition {
  question: string;
  options: string[];
}

export interface Question {
  code: string;
  type: "single-choice" | "multi-choice" | "text";
  required: boolean;
  texts: Texts;
  options?: Option[];
  maxLength?: number | null;
  /** How a single choice is laid out; a list where it says nothing. */
  presentation?: "faces3" | "faces4" | "scale" | "yes-no";
  minChoices?: number;
  maxChoices?: number;
  showIf?: Condition;
}

export interface Questionnaire {
  code: string;
  version: number;
  languages: string[];
  title: Texts;
  introduction: Texts;
  questions: Question[];
}

/** How an agent's PIN is checked without a network; salt and hash in base64. */
export interface AgentPin {
  salt: string;
  iterations: number;
  hash: string;
}

export interface Settings {
  kiosk: string;
  label: string;
  site: string;
  siteName: string;
  networkName: string;
  timeZone: string;
  agentPin: AgentPin | null;
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

export type Outcome = "complete" | "partial" | "abandoned";

export interface Answer {
  id: string;
  site: string;
  questionnaire: string;
  version: number;
  channel: "kiosk";
  language: string;
  outcome: Outcome;
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
  code?: string | null;
  detail?: string | null;
}

/** Sequence numbers that never came, both ends included. */
export interface Range {
  from: number;
  to: number;
}

export interface BatchReply {
  items: Receipt[];
  contiguousSequence?: number | null;
  missing?: Range[];
}

/** A refusal by the server; anything else that `fetch` throws means that it could not be reached. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Seconds that the server asks to wait. */
    readonly retryAfter = 0,
    /** The token is not this device's any more: it was replaced, or taken back. Said by the service itself, not by a network that wants to be signed in to. */
    readonly ofDevice = false,
  ) {
    super(message);
  }
}

const root = "/api/surveys/v1";
const json = { "Content-Type": "application/json" };

async function call(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(root + path, { ...init, cache: "no-store", signal: AbortSignal.timeout(15_000) });
  if (response.ok || response.status === 304) return response;
  const problem = (await response.json().catch(() => ({}))) as { detail?: string };
  const ofService = response.headers.get("Content-Type")?.startsWith("application/problem+json") ?? false;
  throw new Refusal(response.status, problem.detail ?? `HTTP ${response.status}`, Number(response.headers.get("Retry-After")) || 0, ofService && response.status === 401);
}

const bearer = (device: Enrolment): HeadersInit => ({ Authorization: `Bearer ${device.accessToken}` });

/** The version that a site asks today: that of its wave, else the usual one of its network. */
export async function readAsked(site: string): Promise<{ questionnaire: string; version: number }> {
  return (await (await call(`/sites/${encodeURIComponent(site)}/questionnaire`, {})).json()) as { questionnaire: string; version: number };
}

/** A version, which never changes. */
export async function readQuestionnaire(code: string, version: number): Promise<Questionnaire> {
  return (await (await call(`/questionnaires/${encodeURIComponent(code)}?version=${version}`, {})).json()) as Questionnaire;
}

/** The settings that are newer than those of the tag; undefined where there are none. */
export async function readSettings(device: Enrolment, tag: string | undefined): Promise<{ settings: Settings; tag: string | undefined } | undefined> {
  const response = await call(`/kiosks/${device.kiosk}/settings`, { headers: { ...bearer(device), ...(tag && { "If-None-Match": tag }) } });
  if (response.status === 304) return undefined;
  return { settings: (await response.json()) as Settings, tag: response.headers.get("ETag") ?? undefined };
}

/** `keeps`: the kiosk whose answers this device still holds; a code of another one is then refused and not used up. */
export async function enrol(code: string, keeps: string | undefined): Promise<Enrolment & { settings?: Settings }> {
  const response = await call("/kiosks/enrol", { method: "POST", headers: json, body: JSON.stringify({ code, ...(keeps && { keeps }) }) });
  return (await response.json()) as Enrolment & { settings?: Settings };
}

export async function sendBatch(device: Enrolment, report: DeviceReport, items: Answer[]): Promise<BatchReply> {
  const response = await call("/responses/batch", { method: "POST", headers: { ...json, ...bearer(device) }, body: JSON.stringify({ device: report, items }) });
  const reply = (await response.json()) as BatchReply;
  // Whatever stands between here and the service may answer in its place.
  if (!Array.isArray(reply.items)) throw new TypeError("The reply is none of the service.");
  return reply;
}
