import type { LabelledText } from './labelled-rows-reader.js';
import { splitLabelled } from './split-labelled.js';

const row = (description: string, amountMinor = -100): LabelledText => ({
  description,
  amountMinor,
  category: 'FOOD_AND_DRINK_COFFEE',
  primary: 'FOOD_AND_DRINK',
  userId: 'u',
  chosenAt: '2026-01-01T00:00:00Z',
});

describe('splitLabelled', () => {
  it('keeps the latest fifth, and no text of it is trained on', () => {
    // Latest first: a and b are the latest fifth of ten.
    const rows = [row('a'), row('b'), row('c'), row('a'), row('a', 100), ...['d', 'e', 'f', 'g', 'h'].map((text) => row(text))];
    const { training, recent } = splitLabelled(rows);
    expect(recent.map(({ description }) => description)).toEqual(['a', 'b']);
    expect(training.map(({ description, amount }) => `${description}${amount}`)).toEqual([
      'c-100',
      'a100',
      'd-100',
      'e-100',
      'f-100',
      'g-100',
      'h-100',
    ]);
  });

  it('keeps a thousand at most', () => {
    const rows = Array.from({ length: 8_000 }, (_, i) => row(`text ${i}`));
    const { training, recent } = splitLabelled(rows);
    expect(recent).toHaveLength(1_000);
    expect(training).toHaveLength(7_000);
  });
});
