import { OnnxGraph } from '../../onnx/onnx-writer.js';
import { DIMENSION, DIRECTIONS, HIDDEN, type Network } from './network.js';

const OPSET = 13;

interface Quantised {
  rows: Int8Array;
  scales: Float32Array;
}

/**
 * The embedding in 8 bits, one scale a column. The scale is folded into the first layer and the temperature into the
 * last one, so neither costs anything at run time. The network takes the rounded values too, so that what is measured
 * on it is what is shipped.
 */
export function quantiseEmbedding(network: Network): Quantised {
  const { embedding } = network;
  const scales = new Float32Array(DIMENSION);
  for (let i = 0; i < embedding.length; i++) {
    const column = i % DIMENSION;
    scales[column] = Math.max(scales[column]!, Math.abs(embedding[i]!) / 127);
  }
  const rows = Int8Array.from(embedding, (value, i) => Math.round(value / (scales[i % DIMENSION]! || 1)));
  rows.forEach((value, i) => (embedding[i] = value * scales[i % DIMENSION]!));
  return { rows, scales };
}

/** The network as an ONNX file. @param temperature divisor of the logits */
export function buildGraph(network: Network, { rows, scales }: Quantised, temperature: number): Buffer {
  const buckets = rows.length / DIMENSION;
  const graph = new OnnxGraph('transaction-category');
  const tokens = graph.input('tokens', 'int32', ['batch', 'features']);
  const direction = graph.input('direction', 'float32', ['batch', DIRECTIONS]);
  const table = graph.constant('embedding', rows, [buckets, DIMENSION]);
  const axis = graph.constant('feature_axis', BigInt64Array.of(1n), [1]);
  const gathered = graph.node('Gather', [table, tokens], 'gathered', { axis: 0 });
  const sum = graph.node('ReduceSum', [graph.node('Cast', [gathered], 'rows', { to: 1 }), axis], 'sum', { keepdims: 0 });
  // 1/√n: a token's sign is 1, that of padding 0.
  const present = graph.node('Cast', [graph.node('Sign', [tokens], 'signs')], 'present', { to: 1 });
  graph.node('ReduceSum', [present, axis], 'count', { keepdims: 1 });
  graph.node('Max', ['count', graph.constant('one', Float32Array.of(1), [1])], 'count_or_one');
  graph.node('Div', [sum, graph.node('Sqrt', ['count_or_one'], 'root')], 'pooled');
  graph.node('Concat', ['pooled', direction], 'inputs', { axis: 1 });

  const inputs = DIMENSION + DIRECTIONS;
  const w1 = network.w1.map((value, i) => (i % inputs < DIMENSION ? value * scales[i % inputs]! : value));
  graph.constant('w1', w1, [HIDDEN, inputs]);
  graph.constant('b1', network.b1, [HIDDEN]);
  graph.node('Gemm', ['inputs', 'w1', 'b1'], 'hidden', { transB: 1 });
  graph.node('Relu', ['hidden'], 'active');
  graph.constant('w2', network.w2.map((value) => value / temperature), [network.labels, HIDDEN]);
  graph.constant('b2', network.b2.map((value) => value / temperature), [network.labels]);
  graph.node('Gemm', ['active', 'w2', 'b2'], 'logits', { transB: 1 });
  graph.node('Softmax', ['logits'], 'probabilities', { axis: 1 });
  graph.output('probabilities', 'float32', ['batch', network.labels]);
  return graph.encode(OPSET);
}
