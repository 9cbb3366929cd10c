// What the device says of itself with each batch, for the page of the fleet.
import type { Clock } from "./api";
import { readClock } from "./clock";

export interface Storage {
  persisted: boolean;
  usage: number;
  quota: number;
}

export interface DeviceReport {
  kiosk: string;
  enrolment: number;
  sentAt: string;
  clock: Clock;
  backlog: number;
  aside: number;
  appVersion: string;
  battery?: number;
  browser: string;
  storage?: Storage;
}

/** The version of the portal that the script was built with. */
declare const appVersion: string;

export const version = appVersion;

interface Battery {
  level: number;
}

interface Devices {
  getBattery?: () => Promise<Battery>;
  userAgentData?: { brands: { brand: string; version: string }[] };
}

const device = navigator as Navigator & Devices;

/** Asks the browser not to clear what the device keeps when space is short. It may say no without asking anybody. */
export const askToPersist = (): Promise<boolean> => navigator.storage.persist().catch(() => false);

export async function readStorage(): Promise<Storage | undefined> {
  try {
    const [persisted, { usage = 0, quota = 0 }] = await Promise.all([navigator.storage.persisted(), navigator.storage.estimate()]);
    return { persisted, usage, quota };
  } catch {
    return undefined;
  }
}

export async function readBattery(): Promise<number | undefined> {
  const battery = await device.getBattery?.().catch(() => undefined);
  return battery && Math.round(battery.level * 100);
}

export function browserName(): string {
  const brand = device.userAgentData?.brands.find((one) => one.brand === "Chromium") ?? device.userAgentData?.brands[0];
  if (brand) return `${brand.brand} ${brand.version}`;
  return /(?:Chrome|Firefox|Version)\/[0-9.]+/.exec(navigator.userAgent)?.[0] ?? "inconnu";
}

export async function reportOf(kiosk: string, enrolment: number, backlog: number, aside: number): Promise<DeviceReport> {
  const [storage, battery] = await Promise.all([readStorage(), readBattery()]);
  return {
    kiosk, enrolment, sentAt: new Date().toISOString(), clock: readClock(), backlog, aside, appVersion: version, browser: browserName(),
    ...(battery !== undefined && { battery }), ...(storage && { storage }),
  };
}
