// node chart.mjs generate   writes Chart.yaml's versions, values.schema.json and the tables of README.md
// node chart.mjs render     writes what each ci/*-values.yaml comes to, and what its installation says, into ci/renders
// node chart.mjs check      writes nothing and fails on whatever differs or does not hold
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checkHelms, checkObjects, checkRefused } from './check.mjs';
import { notes, template } from './helm.mjs';
import { checkMonitoring } from './monitoring.mjs';
import { chart, root } from './paths.mjs';
import { readmeOf } from './readme.mjs';
import { schemaOf } from './schema.mjs';
import { compareUsage } from './usage.mjs';
import { readValues } from './values.mjs';

const read = (name) => readFileSync(join(chart, name), 'utf8');
const version = readFileSync(join(root, 'Directory.Build.props'), 'utf8').match(/<Version>(.+)<\/Version>/)[1];
const errors = [];

const commands = {
  async generate() {
    for (const [name, text] of Object.entries(generated())) if (errors.length === 0) writeFileSync(join(chart, name), text);
  },
  async render() {
    const files = await rendered();
    for (const name of readdirSync(join(chart, 'ci/renders'))) if (!(`ci/renders/${name}` in files)) rmSync(join(chart, 'ci/renders', name));
    if (errors.length === 0) for (const [name, text] of Object.entries(files)) writeFileSync(join(chart, name), text);
  },
  async check() {
    compare(generated(), 'generate');
    const files = await rendered();
    compare(files, 'render');
    for (const name of readdirSync(join(chart, 'ci/renders'))) if (!(`ci/renders/${name}` in files)) errors.push(`ci/renders/${name} belongs to no ci/*-values.yaml.`);
    await Promise.all([checkHelms(files, valuesFiles(), withoutVersion, errors), checkRefused(errors), checkMonitoring(files, errors)]);
    await checkObjects(files, errors);
  },
};

function generated() {
  const values = readValues(read('values.yaml'), errors);
  const templates = readdirSync(join(chart, 'templates'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  compareUsage(values, Object.fromEntries(templates.map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')])), errors);
  return {
    'Chart.yaml': read('Chart.yaml').replace(/^version: .*$/m, `version: ${version}`).replace(/^appVersion: .*$/m, `appVersion: "${version}"`),
    'values.schema.json': schemaOf(values, errors),
    'README.md': readmeOf(read('README.md'), values, parse(read('edges.yaml')).edges, errors),
  };
}

// The version is taken out, so that a release does not change every file.
function withoutVersion(text) {
  return text.replaceAll(new RegExp(`(?<![\\d.])${version.replaceAll('.', '\\.')}(?![\\d.])`, 'g'), 'VERSION');
}

async function rendered() {
  const files = {};
  await Promise.all(valuesFiles().map(async (name) => {
    const path = join(chart, 'ci', `${name}-values.yaml`);
    const [objects, told] = await Promise.all([template(4, chart, path), notes(chart, path)]);
    if (!objects.isDone) errors.push(`ci/${name}-values.yaml: ${objects.error}`);
    files[`ci/renders/${name}.yaml`] = withoutVersion(objects.output);
    files[`ci/renders/${name}.txt`] = withoutVersion(told);
  }));
  return files;
}

function valuesFiles() {
  return readdirSync(join(chart, 'ci')).filter((name) => name.endsWith('-values.yaml')).map((name) => name.replace('-values.yaml', ''));
}

function compare(files, command) {
  for (const [name, text] of Object.entries(files)) {
    let committed = '';
    try { committed = read(name); } catch { /* a file that is not there differs */ }
    if (committed !== text) errors.push(`${name} is not what it would be made of today. Run: npm run ${command}`);
  }
}

const command = commands[process.argv[2]];
if (!command) {
  console.error(`usage: node chart.mjs ${Object.keys(commands).join(' | ')}`);
  process.exit(2);
}
await command();
for (const error of new Set(errors)) console.error(error);
process.exitCode = errors.length > 0 ? 1 : 0;
