/** What is shown of a `model.json` before it is sent; the server looks at all of it. */
export interface DescriptionSummary {
  name?: string;
  version?: string;
  preprocessing?: string;
  inputs: string[];
  outputs: string[];
  labels: number;
  metrics: Record<string, number>;
}

export type ReadDescription = { description: Record<string, unknown>; summary: DescriptionSummary } | { problem: string };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads the text of a `model.json`. */
export function readDescription(text: string): ReadDescription {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { problem: 'This is no JSON: choose the model.json that stands beside the model.' };
  }
  if (!isObject(parsed)) return { problem: 'A model.json holds one object.' };
  const missing = ['inputs', 'outputs'].filter((field) => !Array.isArray(parsed[field]));
  if (missing.length) return { problem: `It does not say its ${missing.join(' and ')}: this is no model.json.` };
  return { description: parsed, summary: summaryOf(parsed) };
}

function summaryOf({
  name,
  version,
  preprocessing,
  inputs,
  outputs,
  labels,
  metrics,
}: Record<string, unknown>): DescriptionSummary {
  return {
    name: typeof name === 'string' ? name : undefined,
    version: typeof version === 'string' || typeof version === 'number' ? String(version) : undefined,
    preprocessing: preprocessingOf(preprocessing),
    inputs: (inputs as unknown[]).map(tensorOf),
    outputs: (outputs as unknown[]).map(tensorOf),
    labels: Array.isArray(labels) ? labels.length : 0,
    metrics: isObject(metrics)
      ? Object.fromEntries(Object.entries(metrics).filter((entry): entry is [string, number] => typeof entry[1] === 'number'))
      : {},
  };
}

function preprocessingOf(preprocessing: unknown): string | undefined {
  if (typeof preprocessing === 'string') return preprocessing;
  if (!isObject(preprocessing)) return undefined;
  return [preprocessing.name, preprocessing.version]
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(' ');
}

/** `tokens INT32 [−1, 104]`. */
function tensorOf(tensor: unknown): string {
  if (!isObject(tensor)) return '?';
  const { name, datatype, shape } = tensor;
  return `${String(name)} ${String(datatype)} ${shapeWords(Array.isArray(shape) ? (shape as unknown[]) : [])}`;
}

/** `[any, 104]`: −1 stands for a free dimension. */
export function shapeWords(shape: readonly unknown[]): string {
  return `[${shape.map((size) => (size === -1 ? 'any' : String(size))).join(', ')}]`;
}
