import type { Clock } from "./api";

// One session a page load: elapsed times within it cannot be moved by a wrong device clock.
const session = crypto.randomUUID();

export const readClock = (): Clock => ({ session, elapsedMs: Math.round(performance.now()) });
