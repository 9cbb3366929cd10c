// Builds what the portal serves under /assets: the sheet of all pages and that of the kiosk, one for each branding, letters, the kiosk's script.
// Run by `dotnet build` when an input changed; nothing here is needed while the portal runs.
import { build } from "esbuild";
import { copyFile, rm } from "node:fs/promises";
import path from "node:path";

const here = import.meta.dirname;
const out = path.join(here, "dist", "assets");
const letters = "polices"; // named with a hash of their content: see CacheAsset of the portal

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
  entryPoints: { "etat/etat": "styles/etat.css", borne: "kiosk/main.ts" },
  target: "es2022",
  assetNames: "etat/[name]-[hash]",
  legalComments: "eof",
});
// The licence of letters goes with them.
for (const name of ["atkinson-hyperlegible-next", "noto-sans-arabic"]) {
  await copyFile(path.join(here, "node_modules", "@fontsource-variable", name, "LICENSE"), path.join(out, letters, `${name}.txt`));
}
