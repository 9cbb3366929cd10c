// Makes values.schema.json: closed at every level, every value typed and described.
import Ajv from 'ajv/dist/2020.js';
import { find } from './values.mjs';

export function schemaOf(root, errors) {
  const shapes = {};
  const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'Values of the chart qualipref', ...objectOf(root) };
  // The one place that is open: where this chart is part of another, Helm hands it the values of all.
  schema.properties.global = { type: 'object', description: 'Global values of a chart that this one is part of. They change nothing here.', additionalProperties: true };
  if (Object.keys(shapes).length > 0) schema.$defs = shapes;
  requireValid(schema, root, errors);
  return `${JSON.stringify(schema, null, 2)}\n`;

  function schemaOfValue(value) {
    const { like, ...keywords } = value.keywords;
    requireClosed({ type: value.type, ...keywords }, value, errors);
    if (like) return { type: value.type, description: value.description, $ref: `#/$defs/${shapeOf(value.path, like)}` };
    const shape = value.children.length > 0 ? objectOf(value) : { type: value.type };
    const isLeaf = value.children.length === 0;
    return { ...shape, description: value.description, ...(isLeaf && { default: value.value }), ...keywords };
  }

  function objectOf(value) {
    const properties = Object.fromEntries(value.children.map((child) => [child.key, schemaOfValue(child)]));
    return { type: 'object', additionalProperties: false, required: Object.keys(properties), properties };
  }

  function shapeOf(path, like) {
    const model = find(root, like);
    if (!model) errors.push(`${path}: "like" names ${like}, which is no value.`);
    else shapes[like] ??= part(schemaOfValue(model));
    return like;
  }
}

// The same where any part may be left out, since it is filled in from elsewhere.
function part({ required, default: _, ...schema }) {
  if (!schema.properties) return schema;
  return { ...schema, properties: Object.fromEntries(Object.entries(schema.properties).map(([key, value]) => [key, part(value)])) };
}

// What is written after @schema has parts of its own, which have to be closed, typed and described as values are.
function requireClosed({ items, additionalProperties, properties = {}, type }, { path, children = [], keywords = {} }, errors) {
  if (!type) errors.push(`${path}: it has no type. Give it a value that is not null, or "type" after @schema.`);
  if (type === 'object' && additionalProperties === undefined && children.length === 0 && !keywords.like) errors.push(`${path}: an object that anything can be put into. Say "additionalProperties" or "like" after @schema.`);
  for (const [key, part] of Object.entries(properties)) {
    if (!part.description) errors.push(`${path}.${key}: it has no "description".`);
    requireClosed(part, { path: `${path}.${key}` }, errors);
  }
  if (items) requireClosed(items, { path: `${path}[]` }, errors);
  if (typeof additionalProperties === 'object') requireClosed(additionalProperties, { path: `${path}.*` }, errors);
}

// Strict: a keyword that JSON Schema does not know is a mistake of ours.
function requireValid(schema, root, errors) {
  try {
    const isValid = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);
    const values = Object.fromEntries(root.children.map(function plain(value) {
      return [value.key, value.children.length > 0 ? Object.fromEntries(value.children.map(plain)) : value.value];
    }));
    if (!isValid(values)) for (const error of isValid.errors) errors.push(`values.yaml does not meet its own schema: ${error.instancePath} ${error.message}.`);
  } catch (error) {
    errors.push(`The schema is none: ${error.message}.`);
  }
}
