import { readDescription } from './read-description';

const whole = {
  name: 'transaction-category',
  version: 3,
  inputs: [{ name: 'tokens', datatype: 'INT32', shape: [-1, 104] }],
  outputs: [{ name: 'probabilities', datatype: 'FP32', shape: [-1, 2] }],
  labels: ['A', 'B'],
  preprocessing: { name: 'text-features', version: 2 },
  metrics: { accuracy: 0.8, note: 'not a number' },
};

describe('a model.json', () => {
  it('is shown in short and sent whole', () => {
    expect(readDescription(JSON.stringify(whole))).toEqual({
      description: whole,
      summary: {
        name: 'transaction-category',
        version: '3',
        preprocessing: 'text-features 2',
        inputs: ['tokens INT32 [any, 104]'],
        outputs: ['probabilities FP32 [any, 2]'],
        labels: 2,
        metrics: { accuracy: 0.8 },
      },
    });
  });

  it('is refused where it cannot be one', () => {
    expect(readDescription('{')).toEqual({ problem: expect.stringContaining('no JSON') as string });
    expect(readDescription('[]')).toEqual({ problem: expect.stringContaining('one object') as string });
    expect(readDescription('{"inputs":[]}')).toEqual({ problem: expect.stringContaining('outputs') as string });
  });
});
