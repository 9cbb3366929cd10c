// Alerts and dashboards: every expression is PromQL, and every alert goes off in its situation and not in another, as Prometheus itself judges it.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { objectsOf } from './objects.mjs';
import { chart } from './paths.mjs';
import { readPromQl } from './promql.mjs';

// The one render whose namespace and services the situations are written for.
const tested = 'ci/renders/monitoring.yaml';

export async function checkMonitoring(files, errors) {
  for (const [place, text] of Object.entries(files).filter(([name]) => name.endsWith('.yaml'))) {
    for (const { where, expr } of objectsOf(text).flatMap(expressionsOf)) {
      const { error } = readPromQl(expr);
      if (error) errors.push(`${place}: ${where}: ${error}`);
    }
  }
  const rules = objectsOf(files[tested]).find((object) => object.kind === 'PrometheusRule')?.spec;
  if (!rules) return void errors.push(`${tested} has no PrometheusRule: there is nothing to try.`);
  const situations = readFileSync(join(chart, 'ci/alerts.test.yaml'), 'utf8');
  compareSituations(rules, parse(situations), errors);
  await tryRules(rules, situations, errors);
}

function expressionsOf(object) {
  if (object.kind === 'PrometheusRule') return object.spec.groups.flatMap((group) => group.rules).map((rule) => ({ where: rule.alert, expr: rule.expr }));
  if (object.kind !== 'ConfigMap') return [];
  return Object.entries(object.data).filter(([name]) => name.endsWith('.json')).flatMap(([name, text]) =>
    JSON.parse(text).panels.flatMap((panel) => (panel.targets ?? []).map(({ expr }) => ({ where: `${name}, ${panel.title}`, expr }))));
}

function compareSituations(rules, { tests }, errors) {
  const tried = tests.flatMap((test) => test.alert_rule_test ?? []);
  const alerts = new Set(rules.groups.flatMap((group) => group.rules).map((rule) => rule.alert));
  for (const alert of alerts) {
    const own = tried.filter((one) => one.alertname === alert);
    if (!own.some((one) => one.exp_alerts?.length > 0)) errors.push(`ci/alerts.test.yaml: ${alert} goes off nowhere.`);
    if (!own.some((one) => !one.exp_alerts?.length)) errors.push(`ci/alerts.test.yaml: ${alert} is nowhere seen not to go off.`);
  }
  for (const { alertname } of tried) if (!alerts.has(alertname)) errors.push(`ci/alerts.test.yaml: ${alertname} is no alert.`);
}

async function tryRules(rules, situations, errors) {
  const folder = mkdtempSync(join(tmpdir(), 'qualipref-alerts-'));
  try {
    writeFileSync(join(folder, 'alerts.yaml'), stringify(rules));
    writeFileSync(join(folder, 'alerts.test.yaml'), situations);
    const fault = await new Promise((resolve) => {
      execFile('promtool', ['test', 'rules', join(folder, 'alerts.test.yaml')], { timeout: 60_000 }, (error, output, said) =>
        resolve(error?.code === 'ENOENT' ? 'promtool is missing: run scripts/setup --tests.' : error && `ci/alerts.test.yaml: ${output}${said}`));
    });
    if (fault) errors.push(fault);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
