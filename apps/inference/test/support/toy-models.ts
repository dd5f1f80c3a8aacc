import { createHash } from 'node:crypto';
import { OnnxGraph } from '../../../../models/onnx/onnx-writer.js';

/** Columns of the toy models' input and output. */
export const COLUMNS = 4;

/** A graph whose every output is x · 0 + `answer`, so that an answer tells which version gave it. */
export function constantGraph(answer: number): Buffer {
  const graph = new OnnxGraph('toy');
  const x = graph.input('x', 'float32', ['batch', COLUMNS]);
  const nothing = graph.node('Mul', [x, graph.constant('zero', Float32Array.of(0), [1])], 'nothing');
  graph.node('Add', [nothing, graph.constant('answer', Float32Array.of(answer), [1])], 'y');
  graph.output('y', 'float32', ['batch', COLUMNS]);
  return graph.encode(13);
}

/** A graph that doubles: y = x · 2. */
export function doublingGraph(): Buffer {
  const graph = new OnnxGraph('doubling');
  const x = graph.input('x', 'float32', ['batch', COLUMNS]);
  graph.node('Mul', [x, graph.constant('two', Float32Array.of(2), [1])], 'y');
  graph.output('y', 'float32', ['batch', COLUMNS]);
  return graph.encode(13);
}

/** A description with a smoke input of which the graph's answer is known. */
export function descriptionOf(graph: Buffer, answer: number): Record<string, unknown> {
  return {
    labels: ['a', 'b', 'c', 'd'],
    metrics: { accuracy: answer / 100 },
    sha256: createHash('sha256').update(graph).digest('hex'),
    smoke: [
      {
        inputs: { x: { shape: [1, COLUMNS], data: [1, 2, 3, 4] } },
        outputs: { y: { shape: [1, COLUMNS], data: Array(COLUMNS).fill(answer) } },
      },
    ],
    serving: { maxBatchSize: 64, threads: 1 },
  };
}
