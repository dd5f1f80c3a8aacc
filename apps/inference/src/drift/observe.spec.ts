import { collectTensor, observeTensor, tensorSignals } from './observe.js';

describe('tensorSignals', () => {
  it.each([
    [[], ['x']],
    [[5], ['x']],
    [[5, 1], ['x']],
    [
      [5, 3],
      ['x[0]', 'x[1]', 'x[2]'],
    ],
    [
      [2, 65],
      ['x.mean', 'x.deviation', 'x.zeros'],
    ],
    [
      [2, 3, 8, 8],
      ['x.mean', 'x.deviation', 'x.zeros'],
    ],
    [[2, 0], []],
  ])('of shape %j are %j', (shape, signals) => {
    expect(tensorSignals('x', shape)).toEqual(signals);
  });
});

describe('collectTensor', () => {
  it('takes narrow rows apart into columns', () => {
    expect(collectTensor('x', Float32Array.of(1, 2, 3, 4, 5, 6), [3, 2])).toEqual(
      new Map([
        ['x[0]', [1, 3, 5]],
        ['x[1]', [2, 4, 6]],
      ]),
    );
    expect(collectTensor('x', BigInt64Array.of(7n, -8n), [2])).toEqual(new Map([['x', [7, -8]]]));
  });

  it('sums up wide rows', () => {
    // A row of 50 zeros and 50 twos: mean 1, deviation 1, half of them zeros. A row of 100 times 1e6: no deviation.
    const data = new Float32Array(200).fill(2, 50, 100).fill(1e6, 100);
    expect(collectTensor('image', data, [2, 10, 10])).toEqual(
      new Map([
        ['image.mean', [1, 1e6]],
        ['image.deviation', [1, 0]],
        ['image.zeros', [0.5, 0]],
      ]),
    );
  });

  it('looks at a bounded number of rows, spread over the batch', () => {
    // Middles of four quarters of 0..99.
    const data = Float64Array.from({ length: 100 }, (_, row) => row);
    expect(collectTensor('x', data, [100], 4).get('x')).toEqual([12, 37, 62, 87]);
  });

  it('refuses data of another shape', () => {
    expect(() => collectTensor('x', Float32Array.of(1, 2, 3), [2, 2])).toThrow('shape [2, 2] cannot have 3 values');
  });

  it('has nothing of an empty batch', () => {
    expect(collectTensor('x', new Float32Array(), [0, 2]).get('x[1]')).toEqual([]);
  });
});

describe('observeTensor', () => {
  const reference = { 'x[0]': { edges: [0, 2, 4], shares: [0.5, 0.5] }, 'x[2]': { values: ['1', '2'], shares: [0.5, 0.5] } };

  it('counts the signals that the reference has, in its bins and values', () => {
    const counters = observeTensor('x', Float32Array.of(1, 9, 1, 3, 9, 2, 5, 9, 3, NaN, 9, NaN), [4, 3], reference);
    expect([...counters.keys()]).toEqual(['x[0]', 'x[2]']);
    expect(counters.get('x[0]')!.toJSON()).toMatchObject({ counts: [1, 1], below: 0, above: 1, missing: 1 });
    expect(counters.get('x[2]')!.toJSON()).toMatchObject({ values: ['1', '2'], counts: [1, 1], other: 1, missing: 1 });
  });

  it('counts nothing of a tensor without a reference', () => {
    expect(observeTensor('toString', Float32Array.of(1), [1], {})).toEqual(new Map());
  });
});
