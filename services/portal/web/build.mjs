// Builds what the portal serves under /assets: one style sheet, one sheet for each branding, the kiosk's script.
// Run by `dotnet build` when an input changed; nothing here is needed while the portal runs.
import { build } from "esbuild";
import { PurgeCSS } from "purgecss";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

const here = import.meta.dirname;
const out = path.join(here, "dist", "assets");

// The DSFR reserves this typeface to State sites: it is only in the sheet of the State branding.
const withoutReservedFont = {
  name: "without-reserved-font",
  setup(bundle) {
    bundle.onLoad({ filter: /[\\/]dsfr[\\/]dist[\\/].*\.css$/ }, async ({ path: file }) => {
      const text = await readFile(file, "utf8");
      const contents = text
        .replace(/@font-face\s*\{[^}]*\}/g, "")
        .replace(/font-family:\s*"?Marianne"?\s*,[^;}]*/g, "font-family:var(--qp-font)");
      return { contents, loader: "css" };
    });
  },
};

async function purge(file) {
  const [result] = await new PurgeCSS().purge({
    content: [`${here}/../src/QualiPref.Portal/**/*.{cshtml,cs}`, `${here}/kiosk/**/*.ts`],
    css: [file],
    variables: true,
    keyframes: true,
    // Set by neutre.css and etat.css, which are sheets of their own.
    safelist: { variables: [/^--qp-/] },
  });
  await writeFile(file, result.css);
}

await rm(out, { recursive: true, force: true });
await build({
  absWorkingDir: here,
  entryPoints: { portail: "styles/portail.css" },
  bundle: true,
  minify: true,
  outdir: out,
  loader: { ".svg": "dataurl" },
  plugins: [withoutReservedFont],
});
await purge(path.join(out, "portail.css"));
await build({
  absWorkingDir: here,
  define: { appVersion: JSON.stringify(process.env.APP_VERSION ?? "0.0.0") },
  entryPoints: { neutre: "styles/neutre.css", "etat/etat": "styles/etat.css", borne: "kiosk/main.ts" },
  bundle: true,
  minify: true,
  target: "es2022",
  outdir: out,
  assetNames: "etat/[name]-[hash]",
  loader: { ".woff2": "file", ".svg": "dataurl" },
  legalComments: "eof",
});
