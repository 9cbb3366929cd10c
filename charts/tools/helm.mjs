// Runs helm, as many at a time as there are processors, and without anything that this machine is set up with.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { helms } from './paths.mjs';

const release = ['qualipref', '--namespace', 'qualipref'];
const home = mkdtempSync(join(tmpdir(), 'qualipref-helm-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));
const env = { HOME: home, PATH: process.env.PATH, KUBECONFIG: '/dev/null', HELM_CACHE_HOME: home, HELM_CONFIG_HOME: home, HELM_DATA_HOME: home };

export const versions = Object.keys(helms).map(Number);

export const template = (version, chart, values) => helm(version, ['template', ...release, chart, '--values', values]);
export const lint = (version, chart, values) => helm(version, ['lint', '--strict', '--namespace', 'qualipref', chart, '--values', values]);

// What an installation tells the operator. Helm 3 tells it to those who have a cluster only.
export async function notes(chart, values) {
  const result = await helm(4, ['install', ...release, chart, '--values', values, '--dry-run=client', '--output', 'json']);
  return result.isDone ? JSON.parse(result.output).info.notes : result.error;
}

const waiting = [];
let free = availableParallelism();

async function helm(version, args) {
  if (!existsSync(helms[version])) throw new Error(`Helm ${version} is missing: run scripts/setup --tests.`);
  if (free === 0) await new Promise((resolve) => waiting.push(resolve));
  else free--;
  try {
    return await new Promise((resolve) => {
      execFile(helms[version], args, { env, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 }, (error, output, errors) =>
        resolve({ isDone: !error, output, error: `${output}${errors}` }));
    });
  } finally {
    if (waiting.length > 0) waiting.shift()();
    else free++;
  }
}
