// Serves the kiosk's page without a network: the page and all that it loads, as one build made them. It answers for nothing else: no call of the API,
// no POST, no other page.
declare const self: ServiceWorkerGlobalScope;

interface Asset {
  address: string;
  digest: string;
}

/** What this build has beside the page: addresses with the digest of their content, sheets with the letters that they load. Filled in by the build. */
declare const assets: (Asset & { loads: Asset[] })[];

/** Of all of them together. */
declare const build: string;

export {};

const prefix = "qualipref-borne-";
const name = `qualipref-borne-${build}`;
const page = "/borne";
const known = new Map(assets.map((asset) => [asset.address, asset]));
const served = new Set(assets.flatMap(({ address, loads }) => [address, ...loads.map((one) => one.address)]));

self.addEventListener("install", (event) => event.waitUntil(caches.open(name).then(keepPage)));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => {
  const { kind } = event.data as { kind?: string };
  if (kind === "take") event.waitUntil(self.skipWaiting());
  if (kind === "refresh") event.waitUntil(refresh(event.source));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const isPage = request.mode === "navigate" && pathname === page;
  if (isPage || served.has(pathname + search)) event.respondWith(serve(isPage ? page : pathname + search, request));
});

async function takeOver(): Promise<void> {
  const old = (await caches.keys()).filter((one) => one.startsWith(prefix) && one !== name);
  await Promise.all(old.map((one) => caches.delete(one)));
  await self.clients.claim();
}

async function serve(address: string, request: Request): Promise<Response> {
  const cached = await (await caches.open(name)).match(address);
  return cached ?? fetch(request);
}

// Settings change the page without a new build.
async function refresh(asker: Client | ServiceWorker | MessagePort | null): Promise<void> {
  const changed = await caches.open(name).then(keepPage).catch(() => false);
  if (changed) asker?.postMessage({ kind: "changed" });
}

/**
 * Keeps the page as the server shows it now, with all that it loads. Whole or not at all: with one file missing, or of another build, this version does
 * not come into force, and the one before goes on. True when the page changed.
 */
async function keepPage(cache: Cache): Promise<boolean> {
  const response = await fetch(page, { cache: "no-store", credentials: "omit", redirect: "error" });
  const text = await response.clone().text();
  const before = await (await cache.match(page))?.text();
  if (before === text) return false;
  const loaded = [...text.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, address]) => known.get(address ?? ""));
  if (!response.ok || loaded.length === 0) throw new Error("The page did not come.");
  await Promise.all(loaded.map(async (asset) => {
    if (!asset) throw new Error("The page is of another build.");
    await Promise.all([asset, ...asset.loads].map((one) => keep(cache, one)));
  }));
  await cache.put(page, response);
  return before !== undefined;
}

async function keep(cache: Cache, { address, digest }: Asset): Promise<void> {
  const response = await fetch(address, { cache: "no-cache", credentials: "omit", redirect: "error" });
  const content = await response.clone().arrayBuffer();
  if (!response.ok || (await digestOf(content)) !== digest) throw new Error(`${address} is not what this build made.`);
  await cache.put(address, response);
}

async function digestOf(content: ArrayBuffer): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}
