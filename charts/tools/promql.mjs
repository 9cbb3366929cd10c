// Reads PromQL with the grammar of Prometheus's own editor: which metrics an expression asks for, by which labels, and what brings the values of each together.
//
//   node promql.mjs < expressions.json     a list of texts in, a list of what they say out, as JSON
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parser } from '@prometheus-io/lezer-promql';

// Returns { error } where the text is no PromQL, else { metrics: [{ name, labels, aggregation }] }.
export function readPromQl(text) {
  const tree = parser.parse(text);
  const metrics = [];
  let error;
  tree.iterate({
    enter(node) {
      if (node.type.isError) error ??= `no PromQL at character ${node.from + 1}: ${text.slice(node.from, node.from + 30)}`;
      if (node.name === 'VectorSelector') metrics.push(readSelector(node.node, text));
    },
  });
  if (metrics.length === 0) error ??= 'it asks for no metric';
  return error ? { error } : { metrics };
}

function readSelector(selector, text) {
  const said = (node) => text.slice(node.from, node.to);
  const aggregation = ancestor(selector, (node) => node.name === 'AggregateExpr' || (node.name === 'FunctionCall' && said(node).startsWith('absent')));
  return {
    name: said(selector.getChild('Identifier')),
    labels: [...new Set([...names(selector, said), ...(aggregation ? names(aggregation.getChild('AggregateModifier'), said) : [])])],
    // absent() asks whether there is any at all.
    aggregation: aggregation ? said(aggregation.firstChild) : null,
  };
}

function ancestor(node, isWanted) {
  for (let up = node.parent; up; up = up.parent) if (isWanted(up)) return up;
  return null;
}

function names(node, said) {
  const found = [];
  node?.cursor().iterate((one) => {
    if (one.name === 'LabelName') found.push(said(one));
  });
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(readPromQl)));
