// Compares the values that there are with those that the templates ask for, in both directions.
//
// It reads templates as text, so they keep to one way of naming: `.Values.a.b` whole, within `with` and `range` too, and `service.a.b` for what holds
// for one service. A value that is handed on as a whole is taken as used with all its parts.
import { find, leaves } from './values.mjs';

const asked = /(?:\.Values|\$values)((?:\.\w+)+)|[.$]service((?:\.\w+)+)/g;
const whole = /(?:toYaml|get|"outside") [$.\w]*$/;

export function compareUsage(root, templates, errors) {
  const used = new Set();
  for (const [name, text] of Object.entries(templates)) {
    const code = text.replace(/\{\{-?\s*\/\*[\s\S]*?\*\/\s*-?\}\}/g, '');
    for (const match of code.matchAll(asked)) {
      const path = match[1] ? match[1].slice(1) : `defaults${match[2]}`;
      const value = find(root, path);
      if (!value) errors.push(`templates/${name} asks for ${path}, which is no value.`);
      // What only the notes mention changes nothing.
      else if (name !== 'NOTES.txt') for (const leaf of whole.test(code.slice(0, match.index)) ? leaves(value) : [value]) used.add(leaf.path);
    }
  }
  for (const leaf of leaves(root)) if (!used.has(leaf.path)) errors.push(`${leaf.path}: no template uses it.`);
}
