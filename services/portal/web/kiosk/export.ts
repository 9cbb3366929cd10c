// All that the device holds, as a file that the service takes in.
import { reportOf } from "./device";
import { el } from "./dom";
import type { Store } from "./store";

/** Answers how many answers are in it. */
export async function exportHeld(store: Store): Promise<number> {
  const { enrolment, held, counts } = store;
  if (!enrolment) return 0;
  const device = await reportOf(enrolment.kiosk, enrolment.enrolment, counts.waiting, counts.aside);
  const content = { format: "qualipref-borne", version: 1, exportedAt: new Date().toISOString(), kiosk: enrolment.kiosk, enrolment: enrolment.enrolment, device, items: held };
  const address = URL.createObjectURL(new Blob([JSON.stringify(content)], { type: "application/json" }));
  el("a", { href: address, download: `borne-${enrolment.kiosk}-${content.exportedAt.slice(0, 10)}.json` }).click();
  // The browser has taken it by then.
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return held.length;
}
