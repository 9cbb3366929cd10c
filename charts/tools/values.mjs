// Reads values.yaml as what it says of itself: each value with its description, its type and whatever else JSON Schema shall say of it.
//
//   # Plain lines describe the value.
//   # @schema {"enum": ["a", "b"]}      keywords of JSON Schema; over several lines if need be
//   # @schema {"like": "defaults"}      has the shape of another value, and may leave out any part of it
//   key: a
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

// Returns the tree of values. Everything that is wrong goes to `errors`, each with the value's name.
export function readValues(text, errors) {
  const lines = text.split('\n');
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  for (const error of document.errors) errors.push(error.message);
  const root = { path: '', type: 'object', keywords: {}, children: [] };
  readChildren(document.contents, root);
  return root;

  function readChildren(map, parent) {
    for (const pair of map.items) {
      const path = parent.path ? `${parent.path}.${pair.key.value}` : pair.key.value;
      const line = counter.linePos(pair.key.range[0]).line - 1;
      const { description, keywords } = readComment(path, line);
      const value = { path, key: pair.key.value, description, keywords, value: pair.value.toJSON(), children: [] };
      value.type = keywords.type ?? typeOf(pair.value);
      parent.children.push(value);
      if (!description) errors.push(`${path}: no comment describes it.`);
      const isOpen = keywords.like || keywords.additionalProperties !== undefined;
      if (value.type === 'array' && !keywords.items && !keywords.like) errors.push(`${path}: a list has to say what is in it, by "items" after @schema.`);
      if (value.type === 'object' && !isOpen) readChildren(pair.value, value);
    }
  }

  // The comment is the lines straight above the key.
  function readComment(path, line) {
    const comment = [];
    for (let above = line - 1; above >= 0 && /^\s*#/.test(lines[above]); above--) comment.unshift(lines[above].replace(/^\s*# ?/, ''));
    const described = [];
    let keywords = {};
    while (comment.length > 0) {
      const next = comment.shift();
      if (!next.startsWith('@schema')) {
        described.push(next.trim());
        continue;
      }
      let json = next.slice('@schema'.length);
      while (!isJson(json) && comment.length > 0) json += `\n${comment.shift()}`;
      if (isJson(json)) keywords = { ...keywords, ...JSON.parse(json) };
      else errors.push(`${path}: what follows @schema is no JSON.`);
    }
    return { description: described.join(' '), keywords };
  }
}

// All values without parts of their own, in the order of the file.
export const leaves = (value) => (value.children.length > 0 ? value.children.flatMap(leaves) : [value]);

export function find(root, path) {
  return path.split('.').reduce((value, key) => value?.children.find((child) => child.key === key), root);
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function typeOf(node) {
  if (isMap(node)) return 'object';
  if (isSeq(node)) return 'array';
  if (!isScalar(node) || node.value === null) return undefined;
  return Number.isInteger(node.value) ? 'integer' : typeof node.value;
}
