// The agents' PIN, checked without a network against what the server handed out.
import type { AgentPin } from "./api";
import type { DeviceState } from "./database";

/** After so many wrong ones in a row each further try waits. */
export const tries = 5;
const firstWaitMs = 30_000;
const longestWaitMs = 15 * 60_000;

/** Milliseconds to wait before the next try: none for the first wrong ones, then longer each time, and never longer because the clock was set. */
export function waitOf({ wrongPins = 0, wrongPinAt = 0 }: DeviceState): number {
  if (wrongPins < tries) return 0;
  const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** (wrongPins - tries));
  return Math.min(wait, Math.max(0, wrongPinAt + wait - Date.now()));
}

export async function isRight(pin: string, { salt, iterations, hash }: AgentPin): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  const wanted = bytesOf(hash);
  const found = new Uint8Array(await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: bytesOf(salt), iterations }, key, wanted.length * 8));
  return found.every((byte, i) => byte === wanted[i]);
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
