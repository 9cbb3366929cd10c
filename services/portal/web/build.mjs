// Builds what the portal serves under /assets: one style sheet, one sheet for each branding, letters, the kiosk's script.
// Run by `dotnet build` when an input changed; nothing here is needed while the portal runs.
import { build } from "esbuild";
import { PurgeCSS } from "purgecss";
import { copyFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

const here = import.meta.dirname;
const out = path.join(here, "dist", "assets");
const letters = "polices"; // named with a hash of their content: see CacheAsset of the portal

async function purge(file) {
  const [result] = await new PurgeCSS().purge({
    content: [`${here}/../src/QualiPref.Portal/**/*.{cshtml,cs}`, `${here}/kiosk/**/*.ts`],
    css: [file],
    keyframes: true,
  });
  await writeFile(file, result.css);
}

await rm(out, { recursive: true, force: true });
const styles = { absWorkingDir: here, bundle: true, minify: true, outdir: out };
await build({
  ...styles,
  entryPoints: { portail: "styles/portail.css", neutre: "styles/neutre.css" },
  assetNames: `${letters}/[name]-[hash]`,
  loader: { ".woff2": "file" },
  legalComments: "inline", // those that tell what is not to be purged
});
await purge(path.join(out, "portail.css"));
await build({
  ...styles,
  define: { appVersion: JSON.stringify(process.env.APP_VERSION ?? "0.0.0") },
  entryPoints: { "etat/etat": "styles/etat.css", borne: "kiosk/main.ts" },
  target: "es2022",
  assetNames: "etat/[name]-[hash]",
  loader: { ".woff2": "file" },
  legalComments: "eof",
});
// The licence of letters goes with them.
for (const name of ["atkinson-hyperlegible-next", "noto-sans-arabic"]) {
  await copyFile(path.join(here, "node_modules", "@fontsource-variable", name, "LICENSE"), path.join(out, letters, `${name}.txt`));
}
