// Holds objects against what Kubernetes, the Gateway API, KEDA and the Prometheus operator have published, as the package kubernetes-models carries it: its schemas know which
// values a field may have and let fields pass that they do not know; its types know the fields.
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { tools } from './paths.mjs';

const others = {
  'keda.sh': '@kubernetes-models/keda/keda.sh',
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api/gateway.networking.k8s.io',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator/monitoring.coreos.com',
};

export function objectsOf(text) {
  return parseAllDocuments(text).map((document) => {
    if (document.errors.length > 0) throw new Error(document.errors[0].message);
    return document.toJS();
  }).filter((object) => object !== null);
}

export const nameOf = (object) => `${object.kind} ${object.metadata?.name}`;

// Most objects are the same in many renders: each is looked at once, and named by the first place where it is.
export async function faultsOf(placed) {
  const distinct = [...new Map(placed.toReversed().map((one) => [JSON.stringify(one.object), one])).values()].reverse();
  const faults = await Promise.all(distinct.map(valuesOf));
  return [...faults.flat(), ...fieldsOf(distinct)];
}

async function valuesOf({ place, object }) {
  try {
    const module = await import(moduleOf(object));
    new module[object.kind](object).validate();
    return [];
  } catch (error) {
    return [`${place}: ${nameOf(object)}: ${error.message}`];
  }
}

// One line of a program for each object; what the compiler says of a line is said of its object.
function fieldsOf(placed) {
  const kinds = new Map(placed.map(({ object }) => [moduleOf(object), object.kind]));
  const imports = [...kinds].map(([module, kind], index) => `import type { I${kind} as T${index} } from '${module}'; `);
  const typeOf = (object) => `T${[...kinds.keys()].indexOf(moduleOf(object))}`;
  const program = [`${imports.join('')}declare function is<T>(object: T): void;`, ...placed.map(({ object }) => `is<${typeOf(object)}>(${JSON.stringify(object)});`)];
  return diagnosticsOf(program.join('\n')).map(({ line, message }) => {
    const one = placed[line - 1];
    return one ? `${one.place}: ${nameOf(one.object)}: ${message}` : message;
  });
}

function diagnosticsOf(program) {
  const options = { noEmit: true, strict: true, skipLibCheck: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, types: [] };
  const name = `${tools}/objects.mts`;
  const host = ts.createCompilerHost(options);
  const [getSourceFile, fileExists] = [host.getSourceFile, host.fileExists];
  host.getSourceFile = (file, ...rest) => (file === name ? ts.createSourceFile(file, program, options.target) : getSourceFile(file, ...rest));
  host.fileExists = (file) => file === name || fileExists(file);
  return ts.getPreEmitDiagnostics(ts.createProgram([name], options, host)).map((diagnostic) => ({
    line: diagnostic.file ? diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start).line : -1,
    message: ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '),
  }));
}

function moduleOf({ apiVersion, kind }) {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return `${others[group] ?? ['kubernetes-models', group].filter(Boolean).join('/')}/${version}/${kind}`;
}
