import { histogram } from './model-reference.js';

describe('histogram', () => {
  it('counts a value at an edge above it, and one beyond the last edge in the last bin', () => {
    expect(histogram([0, 1, 2, 2, 9], [0, 2, 4]).shares).toEqual([0.4, 0.6]);
  });

  it('has no shares of nothing', () => expect(histogram([], [0, 1, 2]).shares).toEqual([0, 0]));
});
