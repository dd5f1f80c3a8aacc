import { conclude, isBetter, type TrainingFigures } from './conclude-training.js';

const FIGURES: TrainingFigures = {
  heldOutAccuracy: 0.83,
  productionHeldOutAccuracy: 0.835,
  recentRows: 200,
  recentAccuracy: 0.8,
  productionRecentAccuracy: 0.75,
};

describe('the rule of promotion', () => {
  it('asks for the margin on recent corrections', () => {
    expect(isBetter(FIGURES, 0.04)).toBe(true);
    expect(isBetter(FIGURES, 0.06)).toBe(false);
  });

  it('does not pay for it with what everybody needs', () => {
    expect(isBetter({ ...FIGURES, heldOutAccuracy: 0.82 }, 0.01)).toBe(false);
  });

  it('needs enough corrections', () => {
    expect(isBetter({ ...FIGURES, recentRows: 49 }, 0.01)).toBe(false);
    const { recentAccuracy: _, ...without } = FIGURES;
    expect(isBetter(without, 0)).toBe(false);
  });

  it('says what came out', () => {
    expect(conclude('3', '2', FIGURES, true)).toBe(
      'On the fixed set version 3 is right in 83.0 % (version 2: 83.5 %), on the latest 200 corrections in 80.0 % ' +
        '(version 2: 75.0 %). It was promoted to production by rule.',
    );
  });
});
