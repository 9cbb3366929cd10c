// Writes the parts of the chart's README that follow from values.yaml and edges.yaml, between <!-- values --> and <!-- /values -->, and the like.
import { find } from './values.mjs';

export function readmeOf(readme, root, edges, errors) {
  return put(put(readme, 'values', valuesTables(root), errors), 'edges', edgesTable(root, edges, errors), errors);
}

function put(text, name, content, errors) {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) errors.push(`README.md has no place for its ${name}: the lines ${start} and ${end}.`);
  else return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
  return text;
}

// One table for all values without parts, and one for each value with parts.
function valuesTables(root) {
  const single = root.children.filter((value) => value.children.length === 0);
  const grouped = root.children.filter((value) => value.children.length > 0);
  return [table(single), ...grouped.map((value) => `### \`${value.path}\`\n${value.description}\n\n${table(value.children)}`)].join('\n\n');
}

function table(values) {
  return ['| Value | What it may be | Default | Meaning |', '|---|---|---|---|', ...values.flatMap(rows)].join('\n');
}

// What has parts has a row too, for what holds for all of them.
function rows(value) {
  const isLeaf = value.children.length === 0;
  const row = `| \`${value.path}\` | ${isLeaf ? allowed(value) : ''} | ${isLeaf ? code(value.value) : ''} | ${cell(value.description)} |`;
  return [row, ...value.children.flatMap(rows)];
}

function allowed({ type, keywords }) {
  if (keywords.like) return `as \`${keywords.like}\``;
  if (keywords.enum) return keywords.enum.map(code).join(' or ');
  if (keywords.minimum !== undefined && keywords.maximum !== undefined) return `${keywords.minimum} to ${keywords.maximum}`;
  return { string: 'text', boolean: 'true or false', array: 'list', object: 'map', integer: 'whole number' }[type] ?? [type].flat().join(' or ').replace('string', 'text');
}

function edgesTable(root, edges, errors) {
  const outside = find(root, 'networkPolicy.outside').children;
  const rows = edges.map(({ name, from, to, udp, why }) => {
    const party = outside.find((one) => one.key === to[0]);
    const port = party?.children.find((child) => child.key === 'port')?.value ?? 8080;
    if (!why) errors.push(`edges.yaml: ${name} has no reason.`);
    return `| \`${name}\` | ${from.map(code).join(', ')} | ${to.map(code).join(', ')} | ${port}/TCP${udp ? `, ${port}/UDP` : ''} | ${cell(why)} |`;
  });
  return ['| Connection | From | To | Port | Why |', '|---|---|---|---|---|', ...rows].join('\n');
}

const code = (value) => `\`${typeof value === 'string' && value !== '' ? value : JSON.stringify(value)}\``;
const cell = (text) => `${text}`.replaceAll('|', '\\|');
