import { draftOf, splitProblem, toSplitBody, totalPercent, withVariant, type SplitDraft } from './split-draft';

const draft = (percents: (number | '')[], shadow: string | null = null): SplitDraft => ({
  variants: percents.map((percent, i) => ({ version: String(i + 1), percent })),
  shadow,
});

describe('a split that is edited', () => {
  it('is shown in percent, and sent as shares that add up to one exactly', () => {
    expect(draftOf({ split: { variants: [{ version: '2', share: 0.125 }], shadow: '3' } })).toEqual({
      variants: [{ version: '2', percent: 12.5 }],
      shadow: '3',
    });
    const body = toSplitBody(draft([10, 20, 70]));
    expect(body.variants!.map(({ version }) => version)).toEqual(['1', '2', '3']);
    expect(body.variants!.reduce((sum, { share }) => sum + share, 0)).toBe(1);
    expect(toSplitBody(draft([]))).toEqual({});
    expect(toSplitBody(draft([], '2'))).toEqual({ shadow: '2' });
  });

  it('says what is wrong with it', () => {
    expect(splitProblem(draft([]))).toBeUndefined();
    expect(splitProblem(draft([33.3, 33.3, 33.4]))).toBeUndefined();
    expect(splitProblem(draft([100]))).toMatch(/two versions/);
    expect(splitProblem(draft([60, 30]))).toBe('The parts add up to 90 %, not 100 %.');
    expect(splitProblem(draft([100, '']))).toMatch(/above zero/);
    expect(splitProblem(draft([100, 0]))).toMatch(/above zero/);
    expect(splitProblem({ ...draft([50, 50]), shadow: '2' })).toMatch(/shadow/);
    expect(
      splitProblem({
        variants: [
          { version: '1', percent: 50 },
          { version: '1', percent: 50 },
        ],
        shadow: null,
      }),
    ).toMatch(/one part/);
  });

  it('makes room for one version more', () => {
    expect(withVariant(draft([60]), '9').variants).toEqual([
      { version: '1', percent: 60 },
      { version: '9', percent: 40 },
    ]);
    const full = withVariant(draft([30, 70]), '9');
    expect(full.variants.map(({ percent }) => percent)).toEqual([30, 35, 35]);
    expect(totalPercent(full)).toBe(100);
  });
});
