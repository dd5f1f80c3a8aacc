import { clean, readView, writeView } from './filter-url';

describe('the view in the address', () => {
  it('comes back as it was written', () => {
    const view = {
      filter: {
        text: 'café & bar',
        from: '2026-01-01',
        minAmountMinor: -5000,
        accountIds: ['a', 'b'],
        tags: ['trip'],
        uncategorised: true,
        confidenceBelow: 0.6,
      },
      sort: 'amount' as const,
      order: 'asc' as const,
    };
    expect(readView(new URLSearchParams(writeView(view).toString()))).toEqual(view);
  });

  it('is plain for the plain page', () => {
    expect(writeView(readView(new URLSearchParams())).toString()).toBe('');
  });

  it('ignores what makes no sense', () => {
    const { filter, sort, order } = readView(
      new URLSearchParams('from=yesterday&min=1e9&sort=weight&order=up&sure=7&accounts=,,'),
    );
    expect({ filter, sort, order }).toEqual({ filter: {}, sort: 'date', order: 'desc' });
  });

  it('keeps a zero bound but drops empty conditions', () => {
    expect(clean({ minAmountMinor: 0, text: '', tags: [], uncategorised: false })).toEqual({ minAmountMinor: 0 });
  });
});
