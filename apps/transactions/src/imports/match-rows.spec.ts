import fc from 'fast-check';
import { addDays } from '#money';
import { pairRows, type LedgerMovement, type Movement } from './match-rows.js';

const row = (bookedOn: string, amountMinor: number, over: Partial<Movement> = {}): Movement => ({
  accountId: 'a',
  bookedOn,
  amountMinor,
  description: 'HARBOUR BISTRO',
  pending: false,
  ...over,
});

const ledger = (id: string, bookedOn: string, amountMinor: number, over: Partial<LedgerMovement> = {}): LedgerMovement => ({
  ...row(bookedOn, amountMinor),
  id,
  layout: 'csv',
  wasPending: false,
  otherLayouts: [],
  ...over,
});

/** `kind id`, or nothing, for each row. */
function pairs(rows: Movement[], known: LedgerMovement[], layout = 'csv', taken: string[] = []): (string | undefined)[] {
  const coverage = new Map([['a', { first: '2026-03-01', last: '2026-03-31' }]]);
  const found = pairRows(rows, known, { layout, coverage, taken: new Set(taken) });
  return rows.map((each) => {
    const match = found.find((pair) => pair.row === each);
    return match && `${match.kind} ${match.ledger.id}`;
  });
}

const PENDING = { pending: true };

describe('a booked row and pending ones', () => {
  it('takes the nearest of equal amount, before one that a tip could explain', () => {
    const known = [ledger('old', '2026-03-02', -4000, PENDING), ledger('near', '2026-03-06', -4000, PENDING)];
    expect(pairs([row('2026-03-07', -4000)], known)).toEqual(['booked-now near']);
    expect(pairs([row('2026-03-07', -4000)], [ledger('tip', '2026-03-07', -3800, PENDING), known[0]!])).toEqual([
      'booked-now old',
    ]);
  });

  it.each([
    // A quarter of 40.00 is 10.00.
    ['the largest tip', '2026-03-02', -5000, 'booked-now p'],
    ['more than a tip', '2026-03-02', -5001, undefined],
    ['the last day', '2026-03-12', -4000, 'booked-now p'],
    ['a day too late', '2026-03-13', -4000, undefined],
    ['a day before', '2026-03-01', -4000, undefined],
    ['money back', '2026-03-02', 4000, undefined],
  ])('%s', (_what, day, minor, expected) => {
    expect(pairs([row(day, minor)], [ledger('p', '2026-03-02', -4000, PENDING)])).toEqual([expected]);
  });

  it('has no tip on income', () => {
    expect(pairs([row('2026-03-03', 5000)], [ledger('p', '2026-03-02', 4000, PENDING)])).toEqual([undefined]);
  });

  it('gives each one booking, and leaves alone what the file states itself', () => {
    const known = [ledger('a1', '2026-03-02', -4000, PENDING), ledger('b2', '2026-03-02', -4000, PENDING)];
    const booked = [row('2026-03-03', -4000), row('2026-03-03', -4000), row('2026-03-03', -4000)];
    expect(pairs(booked, known)).toEqual(['booked-now a1', 'booked-now b2', undefined]);
    expect(pairs(booked, known, 'csv', ['a1'])).toEqual(['booked-now b2', undefined, undefined]);
  });
});

describe('a pending row', () => {
  it('is known by its booking, but a booking has been pending only once', () => {
    const pending = row('2026-03-02', -4000, PENDING);
    expect(pairs([pending], [ledger('l', '2026-03-04', -4000)])).toEqual(['booked-since l']);
    expect(pairs([pending], [ledger('l', '2026-03-04', -4000, { wasPending: true })])).toEqual([undefined]);
  });
});

describe('a row of another kind of file', () => {
  const known = ledger('l', '2026-03-10', -4000);

  it.each([
    ['2026-03-09', 'probable l'],
    ['2026-03-11', 'probable l'],
    ['2026-03-12', undefined],
  ])('of %s: %s', (day, expected) => expect(pairs([row(day, -4000)], [known], 'ofx')).toEqual([expected]));

  it('is another movement in the same kind of file, outside the days of the file, or where that kind has stated it already', () => {
    expect(pairs([row('2026-03-10', -4000)], [known])).toEqual([undefined]);
    expect(pairs([row('2026-03-01', -4000)], [ledger('l', '2026-02-28', -4000)], 'ofx')).toEqual([undefined]);
    expect(pairs([row('2026-03-10', -4000)], [{ ...known, otherLayouts: ['ofx'] }], 'ofx')).toEqual([undefined]);
  });

  it('may be days later than what was written by hand, also before the file begins', () => {
    const byHand = ledger('h', '2026-02-27', -4000, { layout: '' });
    expect(pairs([row('2026-03-04', -4000)], [byHand], 'ofx')).toEqual(['probable h']);
    expect(pairs([row('2026-03-05', -4000)], [byHand], 'ofx')).toEqual([undefined]);
  });
});

describe("the bank's id", () => {
  it('tells a row that was moved, within the days of the file', () => {
    const known = ledger('l', '2026-03-10', -4000, { bankId: 'X' });
    expect(pairs([row('2026-03-13', -4000, { bankId: 'X' })], [known])).toEqual(['moved l']);
    expect(pairs([row('2026-03-13', -4000, { bankId: 'Y' })], [known])).toEqual([undefined]);
    expect(pairs([row('2026-03-13', -4100, { bankId: 'X' })], [known])).toEqual([undefined]);
    expect(pairs([row('2026-03-02', -4000, { bankId: 'X' })], [{ ...known, bookedOn: '2026-02-28' }])).toEqual([undefined]);
  });

  it('comes before the amount', () => {
    const known = [
      ledger('same-amount', '2026-03-02', -4000, { ...PENDING, bankId: 'Y' }),
      ledger('same-id', '2026-03-02', -9000, { ...PENDING, bankId: 'X' }),
    ];
    expect(pairs([row('2026-03-03', -4000, { bankId: 'X' })], known)).toEqual(['booked-now same-id']);
  });
});

it('pairs one to one, and the same whatever the order of the ledger', () => {
  const movement = fc.record({
    day: fc.integer({ min: 0, max: 20 }),
    minor: fc.constantFrom(-4000, -4400),
    pending: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(movement, { maxLength: 12 }), fc.array(movement, { maxLength: 12 }), (incoming, known) => {
      const rows = incoming.map(({ day, minor, pending }) => row(addDays('2026-03-01', day), minor, { pending }));
      const there = known.map(({ day, minor, pending }, i) =>
        ledger(`l${String(i).padStart(2, '0')}`, addDays('2026-03-01', day), minor, { pending, layout: 'qif' }),
      );
      const found = pairs(rows, there).filter((pair) => pair !== undefined);
      expect(new Set(found.map((pair) => pair.split(' ')[1])).size).toBe(found.length);
      expect(pairs(rows, [...there].reverse()).filter((pair) => pair !== undefined)).toEqual(found);
    }),
  );
});
