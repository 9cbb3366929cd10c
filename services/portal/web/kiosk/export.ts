// All that the device holds, as files that the service takes in.
import type { Answer } from "./api";
import { reportOf } from "./device";
import { el } from "./dom";
import type { Store } from "./store";

// What the service takes in one file is 10,000 answers and 4 MiB: some room is left for what stands around the answers.
const mostAnswers = 10_000;
const mostBytes = 4_000_000;

/** What one file holds of all that is to be taken away. */
export interface Part {
  items: Answer[];
  number: number;
  of: number;
}

/** What the device holds at this moment, in as few files as it fits into: one where there is nothing. */
export function partsOf(store: Store): Part[] {
  const utf8 = new TextEncoder();
  const files: Answer[][] = [[]];
  let bytes = 0;
  for (const answer of store.held) {
    const length = utf8.encode(JSON.stringify(answer)).length + 1;
    if (files.at(-1)!.length === mostAnswers || bytes + length > mostBytes) {
      files.push([]);
      bytes = 0;
    }
    files.at(-1)!.push(answer);
    bytes += length;
  }
  return files.map((items, i) => ({ items, number: i + 1, of: files.length }));
}

export async function save(store: Store, { items, number, of }: Part): Promise<void> {
  const { enrolment, counts } = store;
  if (!enrolment) return;
  const device = await reportOf(enrolment.kiosk, enrolment.enrolment, counts.waiting, counts.aside);
  const content = { format: "qualipref-borne", version: 1, exportedAt: new Date().toISOString(), kiosk: enrolment.kiosk, enrolment: enrolment.enrolment, device, items };
  const address = URL.createObjectURL(new Blob([JSON.stringify(content)], { type: "application/json" }));
  const name = `borne-${enrolment.kiosk}-${content.exportedAt.slice(0, 10)}${of > 1 ? `-${number}-sur-${of}` : ""}.json`;
  el("a", { href: address, download: name }).click();
  // The browser has taken it by then.
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
