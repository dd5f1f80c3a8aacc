import ort from 'onnxruntime-node';
import { buildGraph, quantiseEmbedding } from './export-model.js';
import { smokeCases } from './model-reference.js';
import { Network } from './network.js';
import { Random } from './random.js';

describe('buildGraph', () => {
  it('answers as the network does with its rounded embedding, padding and temperature included', async () => {
    const network = new Network(50, 7, new Random(5));
    network.embedding.fill(0, 0, network.embedding.length / 50);
    const temperature = 1.7;
    const graph = buildGraph(network, quantiseEmbedding(network), temperature);
    const inputs = [
      { description: 'a', tokens: Int32Array.of(3, 17, 49), direction: 0 },
      { description: 'b', tokens: Int32Array.of(1), direction: 2 },
      { description: '', tokens: new Int32Array(0), direction: 1 },
    ];
    const session = await ort.InferenceSession.create(graph);
    for (const smoke of smokeCases(network, inputs, temperature)) {
      const { tokens, direction } = smoke.inputs;
      const { probabilities } = await session.run({
        tokens: new ort.Tensor('int32', Int32Array.from(tokens.data), tokens.shape),
        direction: new ort.Tensor('float32', Float32Array.from(direction.data), direction.shape),
      });
      expect(probabilities!.dims).toEqual(smoke.outputs.probabilities.shape);
      smoke.outputs.probabilities.data.forEach((value, i) => expect((probabilities!.data as Float32Array)[i]).toBeCloseTo(value, 4));
    }
    await session.release();
  });
});
