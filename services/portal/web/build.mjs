// Builds what the portal serves under /assets: the sheet of all pages and that of the kiosk, one for each branding, letters, the kiosk's script and what
// serves it without a network.
// Run by `dotnet build` when an input changed; nothing here is needed while the portal runs.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import woff2 from "wawoff2";

const here = import.meta.dirname;
const out = path.join(here, "dist", "assets");
const letters = "polices"; // named with a hash of their content: see CacheAsset of the portal

// The portal names assets by the same digest (asp-append-version).
const digestOf = (content) => createHash("sha256").update(content).digest("base64url");

/** What the kiosk's page may load, with the letters that each sheet loads in turn. */
async function assetOf(name) {
  const content = await readFile(path.join(out, name));
  const loads = name.endsWith(".css") ? [...content.toString().matchAll(/url\("?(?!data:)([^")]+)"?\)/g)].map(([, file]) => path.join(path.dirname(name), file)) : [];
  return { address: `/assets/${name}?v=${digestOf(content)}`, digest: digestOf(content), loads: await Promise.all(loads.map(lettersOf)) };
}

const lettersOf = async (name) => ({ address: `/assets/${name}`, digest: digestOf(await readFile(path.join(out, name))) });

await rm(out, { recursive: true, force: true });
const assets = { absWorkingDir: here, bundle: true, minify: true, outdir: out, loader: { ".woff2": "file" } };
await build({
  ...assets,
  entryPoints: { portail: "styles/portail.css", borne: "styles/kiosk-page.css", neutre: "styles/neutre.css" },
  assetNames: `${letters}/[name]-[hash]`,
});
await build({
  ...assets,
  define: { appVersion: JSON.stringify(process.env.APP_VERSION ?? "0.0.0") },
  entryPoints: { "etat/etat": "styles/etat.css", borne: "kiosk/main.ts", fiches: "fiches/main.ts", courriers: "courriers/main.ts", dossier: "dossier/main.ts", bureau: "bureau/main.ts" },
  target: "es2022",
  assetNames: "etat/[name]-[hash]",
  legalComments: "eof",
});
// The licence of letters goes with them.
for (const name of ["atkinson-hyperlegible-next", "noto-sans-arabic"]) {
  await copyFile(path.join(here, "node_modules", "@fontsource-variable", name, "LICENSE"), path.join(out, letters, `${name}.txt`));
}
for (const name of ["borne.webmanifest", "borne.svg"]) await copyFile(path.join(here, "kiosk", name), path.join(out, name));
// What writes posters takes letters as they were before they were packed for browsers, and of one weight.
const posters = path.join(here, "dist", "affiches");
await rm(posters, { recursive: true, force: true });
await mkdir(posters);
for (const [name, file] of [
  ["atkinson-hyperlegible-next", "latin-400-normal"],
  ["atkinson-hyperlegible-next", "latin-700-normal"],
  ["noto-sans-arabic", "arabic-700-normal"],
]) {
  const packed = await readFile(path.join(here, "node_modules", "@fontsource", name, "files", `${name}-${file}.woff2`));
  await writeFile(path.join(posters, `${name}-${file}.ttf`), await woff2.decompress(packed));
}
// Last: it knows all the others by their digests, so whatever changes in them makes another one of it.
const ofKiosk = await Promise.all(["borne.js", "borne.css", "borne.webmanifest", "borne.svg", "neutre.css", "etat/etat.css"].map(assetOf));
await build({
  ...assets,
  define: { assets: JSON.stringify(ofKiosk), build: JSON.stringify(digestOf(JSON.stringify(ofKiosk)).slice(0, 16)) },
  entryPoints: { "borne-hors-ligne": "worker/worker.ts" },
  target: "es2022",
});
