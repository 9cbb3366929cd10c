// What is checked beyond files being what they would be written as today.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lint, template, versions } from './helm.mjs';
import { faultsOf, nameOf, objectsOf } from './objects.mjs';
import { chart, examples } from './paths.mjs';

// Both helms take the values, find nothing to say about the chart and make the same of it.
export async function checkHelms(files, names, withoutVersion, errors) {
  await Promise.all(names.map(async (name) => {
    const path = join(chart, 'ci', `${name}-values.yaml`);
    const [other, ...lints] = await Promise.all([template(3, chart, path), ...versions.map((version) => lint(version, chart, path))]);
    lints.forEach((result, index) => {
      if (!result.isDone) errors.push(`ci/${name}-values.yaml, helm ${versions[index]} lint: ${result.error}`);
    });
    if (withoutVersion(other.output) !== files[`ci/renders/${name}.yaml`]) errors.push(`ci/${name}-values.yaml: helm 3 and helm 4 make different things of it. ${other.isDone ? '' : other.error}`);
  }));
}

// Each of these is refused by both helms with the words that its first line quotes.
export async function checkRefused(errors) {
  const folder = join(chart, 'ci/refused');
  await Promise.all(readdirSync(folder).flatMap((name) => versions.map(async (version) => {
    const words = readFileSync(join(folder, name), 'utf8').match(/^# (.+)\n/)?.[1];
    const result = await template(version, chart, join(folder, name));
    if (result.isDone) errors.push(`ci/refused/${name}: helm ${version} takes it.`);
    else if (!words || !result.error.includes(words)) errors.push(`ci/refused/${name}: helm ${version} does not say "${words}" but: ${result.error}`);
  })));
}

// Kubernetes knows every object. The operators' own kinds in the examples have no schema here: they are read as YAML only.
export async function checkObjects(files, errors) {
  const placed = Object.entries(files).filter(([place]) => place.endsWith('.yaml')).flatMap(([place, text]) => objectsOf(text).map((object) => ({ place, object })));
  const seen = new Set();
  for (const { place, object } of placed) {
    const id = `${place}: ${nameOf(object)}`;
    if (seen.has(id)) errors.push(`${id} is there twice.`);
    seen.add(id);
  }
  for (const name of readdirSync(examples).filter((file) => file.endsWith('.yaml'))) {
    for (const object of objectsOf(readFileSync(join(examples, name), 'utf8'))) {
      if (!['RabbitmqCluster', 'MongoDBCommunity'].includes(object.kind)) placed.push({ place: `examples/${name}`, object });
    }
  }
  errors.push(...await faultsOf(placed));
}
