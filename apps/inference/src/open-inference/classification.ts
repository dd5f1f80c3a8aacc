import type { Tensor } from '../serving/tensor.js';
import { InferError } from './infer-error.js';

/**
 * The best classes of each row as texts `value:index:label` (Triton's classification extension).
 * @param count how many of each row
 */
export function classify(name: string, { datatype, shape, data }: Tensor, labels: readonly string[], count: number): Tensor {
  if (datatype === 'BYTES' || Array.isArray(data)) throw new InferError(`The output ${name} is of texts: it has no classes`);
  const columns = shape.at(-1) ?? 1;
  const rows = columns ? data.length / columns : 0;
  const best = Math.min(count, columns);
  const texts: Uint8Array[] = [];
  for (let row = 0; row < rows; row++) {
    const values = Array.from({ length: columns }, (_, i) => Number(data[row * columns + i]));
    const order = values.map((_, i) => i).sort((a, b) => values[b]! - values[a]!);
    for (const index of order.slice(0, best)) {
      const label = labels.length === columns ? `:${labels[index]}` : '';
      texts.push(Buffer.from(`${values[index]!.toFixed(6)}:${index}${label}`));
    }
  }
  return { datatype: 'BYTES', shape: [...shape.slice(0, -1), best], data: texts };
}
