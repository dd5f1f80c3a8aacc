import { ServiceError } from '#rpc';
import { FEATURES_VERSION } from '../categories/text-features.js';
import type { Preprocessing, TensorDescription } from '../models/model-description.js';
import { ModelError } from '../models/model-error.js';
import type { Tensor, Tensors } from '../serving/tensor.js';
import { featuresOf, type TextBatch, type TextFeatures } from './text-batch.js';
import { featureThreads } from '../threads/pool.js';

/** Fewer texts than this cost less than the way to another thread. */
const WORTH_A_THREAD = 48;

/** Texts and the signs of their amounts → hashed features (categories/text-features.ts). */
export class TextPreprocessor {
  readonly inputs: TensorDescription[] = [
    { name: 'text', datatype: 'BYTES', shape: [-1] },
    { name: 'amount', datatype: 'FP64', shape: [-1] },
  ];

  constructor({ version }: Preprocessing) {
    if (version !== FEATURES_VERSION) {
      throw new ModelError(`The model wants features of version ${version}; this program makes version ${FEATURES_VERSION}`);
    }
  }

  /** `text` BYTES [n] or [n, 1], in UTF-8; `amount` FP64, FP32 or INT64 of as many, 0 or absent where no direction is known. */
  prepare(inputs: Tensors): Promise<Tensors> {
    const text = inputs.get('text');
    if (text?.datatype !== 'BYTES') throw refusal('The input text must be BYTES: one text a row');
    const texts = (text.data as Uint8Array[]).map((bytes) =>
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(),
    );
    if (!texts.length) throw refusal('The input text is empty');
    const amount = inputs.get('amount');
    for (const name of inputs.keys()) if (name !== 'text' && name !== 'amount') throw refusal(`The model has no input ${name}`);
    return this.features(texts, amount && amountsOf(amount, texts.length));
  }

  /** The graph's inputs for texts. @param amounts only their signs count; NaN: not known */
  async features(texts: readonly string[], amounts?: Float64Array): Promise<Tensors> {
    const batch: TextBatch = { texts: texts as string[], ...(amounts && { amounts }) };
    const { tokens, direction, width } =
      texts.length < WORTH_A_THREAD ? featuresOf(batch) : ((await featureThreads().run(batch)) as TextFeatures);
    return new Map<string, Tensor>([
      ['tokens', { datatype: 'INT32', shape: [texts.length, width], data: tokens }],
      ['direction', { datatype: 'FP32', shape: [texts.length, 3], data: direction }],
    ]);
  }
}

function amountsOf({ datatype, data }: Tensor, rows: number): Float64Array {
  if (datatype === 'BYTES') throw refusal('The input amount must be numbers');
  if (data.length !== rows) throw refusal(`There are ${rows} texts but ${data.length} amounts`);
  return Float64Array.from(data as Float64Array, Number);
}

function refusal(message: string): ServiceError {
  return new ServiceError('inference.unusable-input', message);
}
