import { detectFormat } from './file-kind.js';
import { readJsonl } from './read-jsonl.js';
import type { StatementBatch } from './statement.js';

async function read(
  text: string,
  chunk = 7,
): Promise<Required<Pick<StatementBatch, 'rows' | 'failed' | 'accounts' | 'warnings'>>> {
  const bytes = Buffer.from(text);
  const source = (async function* () {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  })();
  const all = { rows: [], failed: [], accounts: [], warnings: [] } as Required<
    Pick<StatementBatch, 'rows' | 'failed' | 'accounts' | 'warnings'>
  >;
  for await (const batch of readJsonl(source, { currency: 'EUR', batchRows: 2 })) {
    all.rows.push(...batch.rows);
    all.failed.push(...batch.failed);
    all.accounts.push(...(batch.accounts ?? []));
    all.warnings.push(...(batch.warnings ?? []));
  }
  return all;
}

const line = (value: object): string => `${JSON.stringify(value)}\n`;
const header = line({ kind: 'steward', version: 1, everything: false });
const tea = { kind: 'transaction', bookedOn: '2026-03-14', amountMinor: -420, description: 'Tea' };

it('reads what our export says of a transaction', async () => {
  const file =
    header +
    line({ kind: 'account', id: 'a1', name: 'Everyday', type: 'checking', currency: 'EUR', bankRef: 'DE02' }) +
    line({ kind: 'account', id: 'a2', name: 'DE02', type: 'other', currency: 'XXXX' }) +
    line({ kind: 'category', id: 'c1', name: 'School', parentId: 'TRAVEL' }) +
    line({
      ...tea,
      accountId: 'a1',
      valueOn: '2026-03-15',
      currency: 'EUR',
      counterparty: 'Shop',
      counterpartyAccount: 'DE03',
      bankId: 'B1',
      reference: 'R',
      notes: 'a\nb',
      tags: ['x', ' '],
      status: 'pending',
      categoryId: 'c1',
      originalAmountMinor: -500,
      originalCurrency: 'USD',
    }) + // prettier-ignore
    line({
      ...tea,
      accountId: 'a2',
      splits: [
        { amountMinor: -400, categoryId: 'FOOD_AND_DRINK' },
        { amountMinor: -20, notes: 'tip' },
      ],
    }) + // prettier-ignore
    line({ kind: 'rule', name: 'passed over' }) +
    line({ kind: 'end', lines: 6 });
  expect(detectFormat(Buffer.from(file), 'x.txt')).toBe('jsonl');
  const { rows, failed, accounts, warnings } = await read(file);
  expect(accounts).toEqual([
    { ref: 'DE02', name: 'Everyday', currency: 'EUR', kind: 'checking' },
    { ref: 'DE02 (a2)', name: 'DE02' },
  ]);
  expect(rows).toEqual([
    { line: 5, accountRef: 'DE02', bookedOn: '2026-03-14', valueOn: '2026-03-15', amountMinor: -420, currency: 'EUR', description: 'Tea', counterparty: 'Shop', counterpartyAccount: 'DE03', bankId: 'B1', reference: 'R', notes: 'a b', tags: ['x'], status: 'pending', category: 'TRAVEL:School', original: { amountMinor: -500, currency: 'USD' } },
    { line: 6, accountRef: 'DE02 (a2)', bookedOn: '2026-03-14', amountMinor: -420, description: 'Tea', status: 'booked', splits: [{ amountMinor: -400, category: 'FOOD_AND_DRINK' }, { amountMinor: -20, notes: 'tip' }] },
  ]); // prettier-ignore
  expect([failed, warnings]).toEqual([[], []]);
});

it('reads what another program wrote, without header, accounts and end', async () => {
  const { rows, warnings } = await read(`${line(tea)}\n${line({ ...tea, category: 'Food' })}${JSON.stringify(tea)}`);
  expect(rows.map(({ line: at, category, accountRef }) => [at, category, accountRef])).toEqual([
    [1, undefined, undefined],
    [3, 'Food', undefined],
    [4, undefined, undefined],
  ]);
  expect(warnings).toEqual([]);
});

it.each([
  ['row.malformed', '{"kind":"transaction"', 'not a JSON object'],
  ['row.malformed', '[1]', 'not a JSON object'],
  ['row.missing-date', line({ ...tea, bookedOn: null }), 'bookedOn'],
  ['row.bad-date', line({ ...tea, bookedOn: '2026-02-30' }), '2026-02-30'],
  ['row.bad-date', line({ ...tea, valueOn: 'tomorrow' }), 'tomorrow'],
  ['row.missing-amount', line({ ...tea, amountMinor: undefined }), 'amountMinor'],
  ['row.bad-amount', line({ ...tea, amountMinor: -4.2 }), 'whole number'],
  ['row.bad-amount', line({ ...tea, amountMinor: '-420' }), 'whole number'],
  ['row.amount-too-large', line({ ...tea, amountMinor: 2 ** 53 }), 'larger'],
  ['row.bad-currency', line({ ...tea, currency: 'EURO' }), 'EURO'],
  ['row.bad-amount', line({ ...tea, splits: [{ amountMinor: 'x' }] }), 'splits'],
  ['row.missing-amount', line({ ...tea, splits: [null] }), 'splits'],
])('says %s of a line, and goes on', async (code, bad, message) => {
  const { rows, failed } = await read(`${bad.trim()}\n${line(tea)}`);
  expect(rows).toHaveLength(1);
  expect(failed).toEqual([{ line: 1, code, message: expect.stringContaining(message), excerpt: bad.trim().slice(0, 200) }]);
});

it('says that a file is cut off', async () => {
  const { failed, warnings } = await read(header + line(tea) + JSON.stringify(tea).slice(0, 30));
  expect(failed).toMatchObject([{ line: 3, code: 'row.cut-off' }]);
  expect(warnings).toMatchObject([{ code: 'file.cut-off' }]);
});

it('refuses a file without a transaction', async () => {
  await expect(read(header + line({ kind: 'end', lines: 0 }))).rejects.toMatchObject({ code: 'import.no-rows' });
  await expect(read('')).rejects.toMatchObject({ code: 'import.empty-file' });
});
