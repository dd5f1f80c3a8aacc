import sharp from 'sharp';
import { writeBinaryTensor } from '../../../apps/inference/src/open-inference/binary-tensor.js';
import { amountFeatures, textFeatures } from '../../../apps/inference/src/categories/text-features.js';
import type { Tensors } from '../../../apps/inference/src/serving/tensor.js';
import { Random } from '../../../models/transaction-category/training/random.js';
import { bankLines } from './bank-lines.js';
import type { Batch } from './bare.process.js';
import { postBytes } from './kept-connection.js';
import { PHOTO_BATCH } from './models-folder.js';
import { SIDE } from './networks.js';

const random = new Random(5);
/** Different batches of a workload; they come again and again. */
const BATCHES = 4;
const TEXT_BATCHES = 24;
const LINES = 512;
const PHOTO = { width: 225, height: 300 };

/** One work, for the bare loop and for the service. */
export interface Workload {
  batches: Batch[];
  /** The same as whole HTTP requests, tensors in binary both ways. */
  requests(model: string): Buffer[];
}

/** Batches of normalised photos as FP32. */
export function readyTensors(): Workload {
  return workload(
    Array.from({ length: BATCHES }, () => {
      const data = Float32Array.from({ length: PHOTO_BATCH * 3 * SIDE * SIDE }, () => 2 * random.next() - 1);
      const tensors: Tensors = new Map([['pixels', { datatype: 'FP32', shape: [PHOTO_BATCH, 3, SIDE, SIDE], data }]]);
      return { batch: { tensors }, tensors };
    }),
  );
}

/** Batches of JPEG files of the size that shops show products in: soft shades with some noise. */
export async function photos(): Promise<Workload> {
  const files = await Promise.all(Array.from({ length: BATCHES * PHOTO_BATCH }, makePhoto));
  return workload(
    Array.from({ length: BATCHES }, (_, i) => {
      const own = files.slice(i * PHOTO_BATCH, (i + 1) * PHOTO_BATCH);
      const tensors: Tensors = new Map([['image', { datatype: 'BYTES', shape: [own.length], data: own }]]);
      return { batch: { photos: own }, tensors };
    }),
  );
}

function makePhoto(): Promise<Buffer> {
  const { width, height } = PHOTO;
  const waves = Array.from({ length: 9 }, () => (random.next() - 0.5) * 0.1);
  const pixels = Buffer.alloc(width * height * 3);
  for (let i = 0; i < pixels.length; i++) {
    const channel = i % 3;
    const x = Math.floor(i / 3) % width;
    const y = Math.floor(i / 3 / width);
    const shade = Math.sin(x * waves[channel]! + y * waves[channel + 3]! + waves[channel + 6]! * 60);
    pixels[i] = 128 + 90 * shade + 24 * (random.next() - 0.5);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 80 })
    .toBuffer();
}

/** Batches of 256 to 500 bank lines with amounts. */
export function texts(): Workload {
  const lines = bankLines();
  return workload(
    Array.from({ length: TEXT_BATCHES }, () => {
      const own = Array.from({ length: 256 + random.below(245) }, lines);
      const batch = { texts: own.map(({ text }) => text), amounts: Float64Array.from(own, ({ amount }) => amount) };
      const tensors: Tensors = new Map([
        ['text', { datatype: 'BYTES', shape: [own.length], data: batch.texts.map((text) => Buffer.from(text)) }],
        ['amount', { datatype: 'FP64', shape: [own.length], data: batch.amounts }],
      ]);
      return { batch: { texts: batch }, tensors };
    }),
  );
}

/** Single bank lines as ready tensors, in JSON: tokens and direction. */
export function lineRequests(): (model: string) => Buffer[] {
  const next = bankLines();
  const bodies = Array.from({ length: LINES }, () => {
    const { text, amount } = next();
    const tokens = textFeatures(text);
    return [
      { name: 'tokens', datatype: 'INT32', shape: [1, tokens.length], data: [...tokens] },
      { name: 'direction', datatype: 'FP32', shape: [1, 3], data: amountFeatures(amount) },
    ];
  }).filter(([tokens]) => tokens!.shape[1]! > 0);
  return (model) => bodies.map((inputs) => jsonRequest(model, inputs));
}

/** Single rows of numbers with four digits, in JSON. */
export function rowRequests(columns: number): (model: string) => Buffer[] {
  const bodies = Array.from({ length: LINES }, () => [
    {
      name: 'features',
      datatype: 'FP32',
      shape: [1, columns],
      data: Array.from({ length: columns }, () => random.below(1e4) / 1e4),
    },
  ]);
  return (model) => bodies.map((inputs) => jsonRequest(model, inputs));
}

function workload(parts: { batch: Batch; tensors: Tensors }[]): Workload {
  return {
    batches: parts.map(({ batch }) => batch),
    requests: (model) => parts.map(({ tensors }) => binaryRequest(model, tensors)),
  };
}

const pathOf = (model: string) => `/v2/models/${model}/infer`;

function binaryRequest(model: string, tensors: Tensors): Buffer {
  const parts = [...tensors.values()].map(writeBinaryTensor);
  const inputs = [...tensors].map(([name, { datatype, shape }], i) => {
    return { name, datatype, shape, parameters: { binary_data_size: parts[i]!.length } };
  });
  const json = Buffer.from(JSON.stringify({ inputs, parameters: { binary_data_output: true } }));
  const headers = { 'content-type': 'application/octet-stream', 'inference-header-content-length': String(json.length) };
  return postBytes(pathOf(model), Buffer.concat([json, ...parts]), headers);
}

function jsonRequest(model: string, inputs: object[]): Buffer {
  return postBytes(pathOf(model), Buffer.from(JSON.stringify({ inputs })), { 'content-type': 'application/json' });
}
