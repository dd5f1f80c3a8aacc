import fc from 'fast-check';
import { bestAssignment } from './best-assignment.js';
import { equalAmountCandidates, type PairingRules } from './equal-amounts.js';
import { judgePairs } from './judge-pairs.js';
import { EvidenceFinder } from './leg-evidence.js';
import type { Leg, LegAccount } from './leg.js';

const accounts: LegAccount[] = [
  { id: 'A', name: 'Everyday', type: 'checking', institution: 'First Bank', bankRef: 'DE02 1203 0000 0000 2020 51' },
  { id: 'B', name: 'Holiday savings', type: 'savings', institution: 'First Bank', bankRef: 'DE02500105170137075030' },
  { id: 'C', name: 'Blue card', type: 'credit-card', institution: null, bankRef: null },
];

const leg = (id: string, accountId: string, day: number, amountMinor: number, more: Partial<Leg> = {}): Leg => ({
  id,
  accountId,
  day,
  amountMinor,
  currency: 'EUR',
  description: 'x',
  counterparty: null,
  reference: null,
  counterpartyAccount: null,
  originalAmountMinor: null,
  originalCurrency: null,
  categoryId: null,
  categorySettled: false,
  isTransfer: false,
  ...more,
});

const rules = (days = 4): PairingRules => ({ days, finder: new EvidenceFinder(accounts), isRejected: () => false });
const byDay = (a: Leg, b: Leg) => a.day - b.day || (a.id < b.id ? -1 : 1);
const pairUp = (legs: Leg[], days?: number) => judgePairs(equalAmountCandidates([...legs].sort(byDay), rules(days)));
const plain = (pairs: { outId: string; inId: string }[]) => pairs.map(({ outId, inId }) => `${outId}-${inId}`).sort();

describe('the best assignment', () => {
  /** Tries everything. */
  function most(worth: number[][], row = 0, used = 0): number {
    if (row === worth.length) return 0;
    let best = most(worth, row + 1, used);
    worth[row]!.forEach((value, column) => {
      if (value > 0 && !(used & (1 << column))) best = Math.max(best, value + most(worth, row + 1, used | (1 << column)));
    });
    return best;
  }

  it('is worth the most of all', () => {
    const matrix = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })).chain(([rows, columns]) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
    fc.assert(
      fc.property(matrix, (worth) => {
        const chosen = bestAssignment(worth);
        const columns = chosen.filter((column) => column >= 0);
        expect(new Set(columns).size).toBe(columns.length);
        expect(chosen.reduce((sum, column, row) => sum + (column < 0 ? 0 : worth[row]![column]!), 0)).toBe(most(worth));
      }),
    );
  });
});

describe('pairing equal amounts', () => {
  it('prefers the pair of one day to one of two', () => {
    const legs = [leg('o1', 'A', 1, -500), leg('o2', 'A', 3, -500), leg('i', 'B', 3, 500)];
    expect(plain(pairUp(legs))).toEqual(['o2-i']);
  });

  it('keeps the order of a series, also where all of it is three days late', () => {
    for (const late of [0, 1, 2, 3]) {
      const legs = [10, 11, 12, 13].flatMap((day) => [leg(`o${day}`, 'A', day, -500), leg(`i${day}`, 'B', day + late, 500)]);
      expect(plain(pairUp(legs))).toEqual(['o10-i10', 'o11-i11', 'o12-i12', 'o13-i13']);
    }
  });

  it('prefers what the texts and numbers say to the nearer day', () => {
    const named = { description: 'Wire', counterpartyAccount: 'DE02 5001 0517 0137 0750 30' };
    const legs = [leg('o', 'A', 1, -500, named), leg('near', 'C', 1, 500), leg('right', 'B', 4, 500)];
    expect(pairUp(legs)).toMatchObject([{ outId: 'o', inId: 'right', sure: true }]);
    const text = [
      leg('o', 'A', 1, -500, { description: 'to Holiday fund' }),
      leg('near', 'C', 1, 500),
      leg('right', 'B', 2, 500),
    ];
    expect(plain(pairUp(text))).toEqual(['o-right']);
  });

  it('finds the common reference in a crowd of a hundred a day', () => {
    const crowd = Array.from({ length: 300 }, (_, i) => [
      leg(`o${1000 + i}`, 'A', i % 3, -999),
      leg(`i${1000 + i}`, 'B', i % 3, 999),
    ]).flat();
    const legs = [
      ...crowd,
      leg('o0', 'A', 1, -999, { description: 'ORDER 7788990011' }),
      leg('i9', 'B', 2, 999, { description: 'CREDIT 7788990011' }),
    ];
    const found = pairUp(legs);
    expect(plain(found)).toContain('o0-i9');
    expect(found.length).toBeGreaterThan(290);
  });

  it('joins each leg once, opposite ones of two accounts within the days, whatever the order of the candidates', () => {
    const some = fc.array(
      fc.record({
        accountId: fc.constantFrom('A', 'B', 'C'),
        day: fc.integer({ min: 0, max: 12 }),
        isOut: fc.boolean(),
        description: fc.constantFrom('x', 'TRANSFER', 'to savings', 'ref 12345678'),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 5 }), fc.infiniteStream(fc.nat()), (rows, days, numbers) => {
        const legs = rows.map(({ accountId, day, isOut, description }, i) =>
          leg(`${100 + i}`, accountId, day, isOut ? -700 : 700, { description }),
        );
        const byId = new Map(legs.map((each) => [each.id, each]));
        const candidates = equalAmountCandidates([...legs].sort(byDay), rules(days));
        const found = judgePairs(candidates);
        const used = found.flatMap(({ outId, inId }) => [outId, inId]);
        expect(new Set(used).size).toBe(used.length);
        for (const { outId, inId } of found) {
          const [out, into] = [byId.get(outId)!, byId.get(inId)!];
          expect([out.amountMinor, into.amountMinor]).toEqual([-700, 700]);
          expect(out.accountId).not.toBe(into.accountId);
          expect(Math.abs(out.day - into.day)).toBeLessThanOrEqual(days);
        }
        const shuffled = candidates
          .map((candidate) => ({ candidate, key: numbers.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ candidate }) => candidate);
        expect(judgePairs(shuffled).sort((a, b) => (a.outId < b.outId ? -1 : 1))).toEqual(
          [...found].sort((a, b) => (a.outId < b.outId ? -1 : 1)),
        );
      }),
      { numRuns: 200 },
    );
  });
});
