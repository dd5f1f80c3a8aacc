import {
  buildCategoryDistribution,
  buildNumericDistribution,
  InvalidReferenceError,
  OTHER_VALUES,
  readReferenceStatistics,
} from './reference.js';

describe('readReferenceStatistics', () => {
  it('reads numbers and categories', () => {
    const reference = {
      sampleSize: 200,
      inputs: { amount: { edges: [0, 10, 100], shares: [0.25, 0.75] }, bank: { values: ['a', 'b'], shares: [0.5, 0.5] } },
      outputs: { confidence: { edges: [0, 1], shares: [1] } },
    };
    expect(readReferenceStatistics(JSON.parse(JSON.stringify(reference)))).toEqual(reference);
    expect(readReferenceStatistics({ sampleSize: 1 })).toEqual({ sampleSize: 1, inputs: {}, outputs: {} });
  });

  it('takes classes as a plain record', () => {
    const { outputs } = readReferenceStatistics({ sampleSize: 4, outputs: { classes: { food: 0.75, rent: 0.25 } } });
    expect(outputs.classes).toEqual({ values: ['food', 'rent'], shares: [0.75, 0.25] });
    // A class may be called anything, also "shares".
    const odd = readReferenceStatistics({ sampleSize: 4, outputs: { classes: { shares: 0.5, values: 0.5 } } });
    expect(odd.outputs.classes).toEqual({ values: ['shares', 'values'], shares: [0.5, 0.5] });
  });

  it('makes rounded shares sum to 1', () => {
    // 0.33 of 0.99 is a third.
    const { inputs } = readReferenceStatistics({
      sampleSize: 3,
      inputs: { x: { values: ['a', 'b', 'c'], shares: [0.33, 0.33, 0.33] } },
    });
    expect(inputs.x!.shares[0]).toBeCloseTo(1 / 3, 14);
  });

  it.each([
    [null, 'the reference statistics is not an object'],
    [{ sampleSize: 0 }, 'sampleSize is 0'],
    [{ sampleSize: '5' }, 'sampleSize is "5"'],
    [{ sampleSize: 1, inputs: [] }, 'inputs is not an object'],
    [{ sampleSize: 1, inputs: { x: { shares: [1] } } }, 'inputs.x needs either edges'],
    [{ sampleSize: 1, inputs: { x: { edges: [0, 1], values: ['a'], shares: [1] } } }, 'inputs.x needs either edges'],
    [{ sampleSize: 1, inputs: { x: { edges: [0, 1] } } }, 'inputs.x has no list of shares'],
    [{ sampleSize: 1, inputs: { x: { edges: [0, 1, 2], shares: [1] } } }, 'inputs.x has 1 shares, not 2'],
    [{ sampleSize: 1, inputs: { x: { edges: [1, 0], shares: [1] } } }, 'inputs.x: Edge 1 (0) is not above'],
    [{ sampleSize: 1, inputs: { x: { edges: [0, '1'], shares: [1] } } }, 'inputs.x: an edge is not a number'],
    [{ sampleSize: 1, inputs: { x: { values: ['a', 'a'], shares: [0.5, 0.5] } } }, 'inputs.x: a value is listed twice'],
    [{ sampleSize: 1, inputs: { x: { values: [1], shares: [1] } } }, 'inputs.x: a value is not a string'],
    [{ sampleSize: 1, outputs: { x: { values: ['a', 'b'], shares: [1.5, -0.5] } } }, 'outputs.x: share 1 is -0.5'],
    [{ sampleSize: 1, outputs: { classes: { a: 0.5, b: 0.4 } } }, 'outputs.classes: the shares sum to 0.9, not to 1'],
    [{ sampleSize: 1, outputs: { classes: { a: '1' } } }, 'outputs.classes: share 0 is 1'],
  ])('refuses %j', (value, message) => {
    expect(() => readReferenceStatistics(value)).toThrow(InvalidReferenceError);
    expect(() => readReferenceStatistics(value)).toThrow(message);
  });
});

describe('buildNumericDistribution', () => {
  it('fills quantile bins evenly', () => {
    // 1..20 in any order: edges at every fifth value; the last bin includes its upper edge.
    const values = Array.from({ length: 20 }, (_, index) => ((index * 7) % 20) + 1);
    expect(buildNumericDistribution(values, 4)).toEqual({ edges: [1, 6, 11, 16, 20], shares: [0.25, 0.25, 0.25, 0.25] });
  });

  it('has fewer bins where many values are equal', () => {
    expect(buildNumericDistribution([0, 0, 0, 0, 0, 0, 1, 2], 4)).toEqual({ edges: [0, 1, 2], shares: [0.75, 0.25] });
  });

  it('gives a constant one narrow bin', () => {
    const { edges, shares } = buildNumericDistribution([1e12, 1e12]);
    expect(edges).toEqual([1e12, 1e12 + 1e6]);
    expect(shares).toEqual([1]);
  });

  it('leaves out what is not finite and refuses what is left empty', () => {
    expect(buildNumericDistribution([NaN, 1, Infinity, 2], 1)).toEqual({ edges: [1, 2], shares: [1] });
    expect(() => buildNumericDistribution([NaN])).toThrow('at least one finite value');
    expect(() => buildNumericDistribution([1], 0)).toThrow('0 is not a number of bins');
  });
});

describe('buildCategoryDistribution', () => {
  it('keeps the most frequent values and sums up the rest', () => {
    expect(buildCategoryDistribution(['d', 'b', 'a', 'c', 'a', 'b', 'a', 'e'], 2, 1)).toEqual({
      values: ['a', 'b', OTHER_VALUES],
      shares: [3 / 8, 2 / 8, 3 / 8],
    });
    expect(buildCategoryDistribution(['b', 'a'], 2, 1)).toEqual({ values: ['a', 'b'], shares: [0.5, 0.5] });
  });

  it('does not tell apart what was seen in few rows', () => {
    const values = [...Array<string>(10).fill('often'), ...Array<string>(9).fill('seldom'), 'once'];
    expect(buildCategoryDistribution(values)).toEqual({ values: ['often', OTHER_VALUES], shares: [0.5, 0.5] });
  });

  it('lists no value twice where one is called like the rest', () => {
    const { values, shares } = buildCategoryDistribution([OTHER_VALUES, OTHER_VALUES, 'a'], 1, 1);
    expect(values).toEqual([OTHER_VALUES]);
    expect(shares).toEqual([1]);
  });

  it('refuses nothing', () => {
    expect(() => buildCategoryDistribution([])).toThrow('at least one value');
  });
});
