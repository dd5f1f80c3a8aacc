import { CategoryCounter, NumericHistogram } from './histogram.js';

describe('NumericHistogram', () => {
  it('puts values into half-open bins, the last one closed', () => {
    const histogram = new NumericHistogram([0, 1, 10, 100]);
    for (const value of [-0.1, 0, 0.99, 1, 9.99, 10, 100, 100.1, Infinity, -Infinity, NaN]) histogram.add(value);
    expect(histogram.toJSON()).toEqual({
      kind: 'numeric',
      edges: [0, 1, 10, 100],
      counts: [2, 2, 2],
      below: 2,
      above: 2,
      missing: 1,
    });
  });

  it('finds the bin that a search from the left finds', () => {
    const edges = Array.from({ length: 38 }, (_, index) => index ** 2);
    const histogram = new NumericHistogram(edges);
    const expected = Array<number>(37).fill(0);
    for (let value = 0; value < 37 ** 2; value += 3.7) {
      histogram.add(value);
      expected[edges.findLastIndex((edge) => edge <= value)]! += 1;
    }
    expect(histogram.toJSON().counts).toEqual(expected);
  });

  it('adds up, also through JSON', () => {
    const [left, right, both] = [0, 0, 0].map(() => new NumericHistogram([0, 1, 2])) as [
      NumericHistogram,
      NumericHistogram,
      NumericHistogram,
    ];
    for (const value of [-1, 0.5, 1.5, NaN]) [left, both].forEach((histogram) => histogram.add(value));
    for (const value of [0.5, 3]) [right, both].forEach((histogram) => histogram.add(value));
    left.merge(JSON.parse(JSON.stringify(right)));
    expect(left.toJSON()).toEqual(both.toJSON());
    expect(() => left.merge(new NumericHistogram([0, 1, 3]).toJSON())).toThrow('different edges');
  });

  it.each([
    [[1], 'at least two edges'],
    [[0, 0], 'Edge 1 (0) is not above'],
    [[0, Infinity], 'Edge 1 is Infinity'],
  ])('refuses the edges %j', (edges, message) => {
    expect(() => new NumericHistogram(edges)).toThrow(message);
  });
});

describe('CategoryCounter', () => {
  it('tells a bounded number of values apart', () => {
    const counter = new CategoryCounter(2);
    for (const value of ['a', '__proto__', 'b', 'a', 'c', null, undefined]) counter.add(value);
    expect(counter.toJSON()).toEqual({ kind: 'categories', values: ['a', '__proto__'], counts: [2, 1], other: 2, missing: 2 });
  });

  it('keeps the places of known values', () => {
    const counter = new CategoryCounter(2, ['x', 'y']);
    for (const value of ['a', 'y']) counter.add(value);
    expect(counter.toJSON()).toMatchObject({ values: ['x', 'y'], counts: [0, 1], other: 1 });
    expect(() => new CategoryCounter(1, ['x', 'y'])).toThrow('no place for 2 known ones');
  });

  it('adds up, also through JSON', () => {
    const left = new CategoryCounter(2);
    const right = new CategoryCounter(3);
    for (const value of ['a', 'b']) left.add(value);
    for (const value of ['b', 'c', 'd', 'e', null]) right.add(value);
    left.merge(JSON.parse(JSON.stringify(right)));
    expect(left.toJSON()).toEqual({ kind: 'categories', values: ['a', 'b'], counts: [1, 2], other: 3, missing: 1 });
  });
});
