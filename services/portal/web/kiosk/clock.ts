import type { Clock } from "./api";

// One session a page load: nobody can set this clock, but it may stand still while the device sleeps.
const session = crypto.randomUUID();

export const readClock = (): Clock => ({ session, elapsedMs: Math.round(performance.now()) });
