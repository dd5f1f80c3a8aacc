import { text } from 'node:stream/consumers';
import type { ExportFormat, TransactionFilter } from '#contracts/transactions';
import type { JobView } from '#jobs';
import { NOT_ARCHIVED, readUserTables } from '../src/archive/user-tables.js';
import { Imports, type Person } from './imports.harness.js';

let imports: Imports;

beforeAll(async () => {
  imports = await Imports.start();
});
afterAll(() => imports.stop());

async function ended(jobId: string, userId: string): Promise<JobView> {
  let last: JobView | undefined;
  for await (const job of imports.jobs.watch(jobId, userId)) last = job;
  return last!;
}

/** Makes an export and reads the file. */
async function exported(person: Person, format: ExportFormat, filter?: TransactionFilter): Promise<Buffer> {
  const { exportId, jobId } = await person.client.startExport({ format, ...(filter ? { filter } : {}) }, person.call);
  const job = await ended(jobId, person.id);
  if (job.state !== 'completed') throw new Error(JSON.stringify(job.error));
  const { blobKey, bytes } = await person.client.exportFile({ id: exportId }, person.call);
  const chunks: Buffer[] = [];
  for await (const chunk of await imports.blobs.get(blobKey)) chunks.push(chunk as Buffer);
  const file = Buffer.concat(chunks);
  expect(file.length).toBe(bytes);
  return file;
}

async function restore(person: Person, file: Buffer, name: string): Promise<JobView> {
  const { jobId } = await person.client.restoreArchive(await person.upload(name, file), person.call);
  return ended(jobId, person.id);
}

const STATEMENT = `Date,Description,Amount,Reference
2026-03-01,Coffee "to go",-4.20,A1
2026-03-01,Coffee "to go",-4.20,A2
2026-03-02,=SUM(1),-12.00,A3
not a date,broken,1.00,A4
`;

/** A bit of everything that the service keeps, by its own operations and, for what has none here, by SQL. */
async function furnish(person: Person): Promise<{ account: string; category: string }> {
  const { client, call } = person;
  const account = await person.account({ bankRef: 'DE02120300000000202051' });
  const savings = await person.account();
  const { id: category } = await client.createCategory({ name: 'School 🎒', parentId: 'TRAVEL', color: '#2f9e44' }, call);
  await person.import(account, STATEMENT);
  await person.import(account, STATEMENT);
  const made = await client.createTransaction(
    {
      accountId: savings,
      bookedOn: '2026-02-28',
      valueOn: '2026-03-01',
      amountMinor: -9_007_199_254_740_991,
      description: 'Line\nbreak, "quote" \u202eRTL 💶 '.repeat(40),
      categoryId: category,
      tags: ['a,b', '💶'],
      notes: '',
      status: 'pending',
    },
    call,
  );
  const split = await client.createTransaction(
    { accountId: account, bookedOn: '2026-03-05', amountMinor: -3000, description: 'Mixed' },
    call,
  );
  await imports.database.query(
    `update transactions.transaction set is_split = true, category_id = null, category_source = 'none', confidence = null,
       original_amount_minor = -3300, original_currency = 'USD', reference = 'R' where id = $1`,
    [split.id],
  );
  await imports.database.query(
    `insert into transactions.transaction_split (user_id, transaction_id, position, amount_minor, category_id, notes)
     values ($1, $2, 0, -2000, $3, null), ($1, $2, 1, -1000, null, 'rest')`,
    [person.id, split.id, category],
  );
  await imports.database.query(
    `insert into transactions.exchange_rate (user_id, currency, day, rate, source) values ($1, 'USD', '2026-03-01', 1.08123456789012345678, 'manual')`,
    [person.id],
  );
  await imports.database.query(`update transactions.ledger set reporting_currency = 'CHF' where user_id = $1`, [person.id]);
  await client.saveFilter(
    { name: 'Chosen', filter: { categoryIds: [category], accountIds: [account], text: 'ffffffff-0000-7000-8000-000000000000' } },
    call,
  );
  const key = `attachments/${person.id}/${made.id}`;
  await imports.blobs.put(
    key,
    (async function* () {
      yield Buffer.from('a receipt');
    })(),
  );
  await imports.database.query(
    `insert into transactions.attachment (user_id, transaction_id, file_name, media_type, bytes, sha256, blob_key)
     values ($1, $2, 'receipt/1.pdf', 'application/pdf', 9, 'x', $3)`,
    [person.id, made.id, key],
  );
  return { account, category };
}

/** Every row of every table of a person; ids as numbers in the order in which they are met, so that two ledgers compare. */
async function everything(person: Person): Promise<Record<string, unknown[]>> {
  const dump: Record<string, unknown[]> = {};
  const tokens = new Map<string, string>([[person.id, 'the owner']]);
  const named = (json: string): string =>
    json.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
      if (!tokens.has(id)) tokens.set(id, `id ${tokens.size}`);
      return tokens.get(id)!;
    });
  for (const table of await readUserTables(imports.database.manager)) {
    if (table.name === 'export') continue;
    const rows: { row: string }[] = await imports.database.query(
      `select to_jsonb(t)::text as row from transactions."${table.name}" t where ${table.owned}
       order by ${table.primaryKey.map((name) => `t."${name}"`).join(', ')}`,
      [person.id],
    );
    // A job is work of one ledger, and the other does not have it.
    dump[table.name] = rows.map(({ row }) => JSON.parse(named(row.replace(/"job_id": "[^"]+"/, '"job_id": null'))) as unknown);
  }
  return dump;
}

/** What is allowed to differ: the counter of changes, and bytes that are an id. */
function comparable(dump: Record<string, unknown[]>): Record<string, unknown[]> {
  const strip = (rows: unknown[]) => rows.map((row) => ({ ...(row as object), fingerprint: null, version: null }));
  return Object.fromEntries(Object.entries(dump).map(([name, rows]) => [name, strip(rows)]));
}

describe('everything a person owns', () => {
  it.each(['archive', 'jsonl'] as const)('comes back whole in another account, from %s', async (format) => {
    const person = imports.person();
    await furnish(person);
    const other = imports.person();
    const file = await exported(person, format);
    const before = await everything(person);
    const job = await restore(other, file, format === 'archive' ? 'all.zip' : 'all.jsonl');
    expect(job).toMatchObject({
      state: 'completed',
      result: { restored: true, refused: [], files: format === 'archive' ? 3 : 0 },
    });
    const after = await everything(other);
    expect(comparable(after)).toEqual(comparable(before));
    expect(
      Object.entries(before)
        .filter(([, rows]) => rows.length)
        .map(([name]) => name),
    ).toEqual(
      expect.arrayContaining([
        'account',
        'transaction',
        'transaction_split',
        'category',
        'saved_filter',
        'import',
        'import_row',
        'exchange_rate',
        'attachment',
        'month_total',
        'ledger',
      ]),
    );
    const [{ key, id }]: [{ key: string; id: string }] = await imports.database.query(
      'select blob_key as key, transaction_id as id from transactions.attachment where user_id = $1',
      [other.id],
    );
    expect(key).toBe(`attachments/${other.id}/${id}`);
    if (format === 'archive') expect(await text(await imports.blobs.get(key))).toBe('a receipt');
    // Their own now: what one does to the copy does nothing to the original.
    await other.client.bulkDelete({ filter: {} }, other.call);
    expect(await everything(person)).toEqual(before);
  });

  it('comes back into the same account after all of it was deleted', async () => {
    const person = imports.person();
    await furnish(person);
    const file = await exported(person, 'archive');
    const before = await everything(person);
    const { jobId } = await person.client.deleteEverything({ confirm: 'delete everything' }, person.call);
    await ended(jobId, person.id);
    expect(await restore(person, file, 'all.zip')).toMatchObject({ state: 'completed' });
    expect(comparable(await everything(person))).toEqual(comparable(before));
  });

  it('is not mixed with what is there', async () => {
    const person = imports.person();
    await furnish(person);
    const file = await exported(person, 'jsonl');
    await expect(restore(person, file, 'all.jsonl')).rejects.toMatchObject({ code: 'archive.not-empty' });
  });

  it('is restored whole or not at all, and says which lines are wrong', async () => {
    const person = imports.person();
    await furnish(person);
    const lines = (await exported(person, 'jsonl')).toString().split('\n');
    const wrong = [...lines];
    const at = (kind: string): number => wrong.findIndex((line) => new RegExp(`"kind" ?: ?"${kind}"`).test(line));
    wrong[at('account')] = wrong[at('account')]!.replace(/"checking"/, '"checking", "colour" : "red"');
    wrong[at('category')] = '{"kind":';
    const other = imports.person();
    const job = await restore(other, Buffer.from(wrong.join('\n')), 'all.jsonl');
    expect(job).toMatchObject({ state: 'completed', result: { restored: false, records: {} } });
    const { refused } = job.result as { refused: { number: number; problem: string }[] };
    expect(refused.map(({ problem }) => problem)).toEqual([
      expect.stringContaining('has no "colour"'),
      'This is not a JSON object',
    ]);

    const day = lines.findIndex((line) => /"bookedOn" ?: ?"2026-03-02"/.test(line));
    lines[day] = lines[day]!.replace('"2026-03-02"', '"2026-02-31"');
    expect(await restore(other, Buffer.from(lines.join('\n')), 'all.jsonl')).toMatchObject({
      result: { restored: false, refused: [{ number: day + 1, problem: expect.stringContaining('2026-02-31') }] },
    });
    expect(Object.values(await everything(other)).flat()).toEqual([]);
  });

  it.each([
    ['a file that was cut off', (file: string) => file.slice(0, file.length / 2), /cut off|no JSON|not a JSON/],
    ['a line too few', (file: string) => file.replace(/\n[^\n]+\n(?=\{"kind":"end")/, '\n'), /says that it has/],
    ['some other JSON', () => '{"a":1}\n', /first line is no header/],
    ['a newer version', (file: string) => file.replace('"version":1', '"version":2'), /version 2/],
    ['an empty file', () => '\n', /empty/],
    ['a damaged ZIP', () => 'PK\u0003\u0004 and nothing else', /damaged/],
  ])('is not restored from %s', async (_, damage, message) => {
    const person = imports.person();
    await person.account();
    const file = damage((await exported(person, 'jsonl')).toString());
    const other = imports.person();
    const job = await restore(other, Buffer.from(file), 'all.jsonl');
    expect(job).toMatchObject({ state: 'failed', error: { code: 'archive.malformed', message: expect.stringMatching(message) } });
    expect(await other.rows()).toEqual([]);
  });
});

describe('deleting everything', () => {
  it("leaves no row in any table, no file and no job's answer, and nothing of others changes", async () => {
    const person = imports.person();
    const other = imports.person();
    await furnish(person);
    await furnish(other);
    await exported(person, 'csv');
    const untouched = await everything(other);
    const before = await everything(person);
    const { jobId } = await person.client.deleteEverything({ confirm: 'delete everything', withAccount: true }, person.call);
    expect(await ended(jobId, person.id)).toMatchObject({ state: 'completed' });

    // By the catalogue: whatever table there is, or will be.
    const tables: { name: string }[] = await imports.database.query(
      `select table_name as name from information_schema.columns
       where table_schema = 'transactions' and column_name = 'user_id' order by 1`,
    );
    expect(tables.length).toBeGreaterThan(10);
    const left: string[] = [];
    for (const { name } of tables) {
      const rows: unknown[] = await imports.database.query(`select 1 from transactions."${name}" where user_id = $1`, [
        person.id,
      ]);
      if (rows.length) left.push(name);
    }
    expect(left).toEqual([]);
    const orphans: unknown[] = await imports.database.query(
      'select 1 from transactions.import_row r where not exists (select 1 from transactions.import i where i.id = r.import_id)',
    );
    expect(orphans).toEqual([]);
    const jobs: { kind: string }[] = await imports.database.query('select kind from jobs.job where user_id = $1', [person.id]);
    expect(jobs).toEqual([{ kind: 'transactions.delete-everything' }]);
    const keys = Object.values(before).flatMap((rows) => JSON.stringify(rows).match(/(uploads|attachments)\/[^"]+/g) ?? []);
    expect(keys.length).toBeGreaterThan(1);
    for (const folder of ['uploads', 'attachments', 'exports'])
      expect(await imports.filesUnder(`${folder}/${person.id}`)).toEqual([]);
    expect(await imports.filesUnder(`uploads/${other.id}`)).not.toEqual([]);
    expect(await everything(other)).toEqual(untouched);
  });

  it('goes on counting the changes of a ledger whose owner stays', async () => {
    const person = imports.person();
    await furnish(person);
    const version = async (): Promise<number> => {
      const rows: { version: string }[] = await imports.database.query(
        'select version from transactions.ledger where user_id = $1',
        [person.id],
      );
      return Number(rows[0]!.version);
    };
    const before = await version();
    const { jobId } = await person.client.deleteEverything({ confirm: 'delete everything' }, person.call);
    await ended(jobId, person.id);
    expect(await version()).toBe(before + 1);
  });
});

describe('an export', () => {
  it("holds the transactions of its filter and nobody else's, and is made once for the same ledger", async () => {
    const person = imports.person();
    const { account } = await furnish(person);
    const filter = { accountIds: [account], to: '2026-03-01' };
    const first = await person.client.startExport({ format: 'csv', filter }, person.call);
    await ended(first.jobId, person.id);
    expect(await person.client.startExport({ format: 'csv', filter }, person.call)).toEqual(first);
    const file = (await exported(person, 'csv', filter)).toString();
    expect(
      file
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',')[3]),
    ).toEqual(['-4.20', '-4.20', undefined]);

    await person.client.createAccount({ name: 'x', type: 'cash', currency: 'EUR' }, person.call);
    expect((await person.client.startExport({ format: 'csv', filter }, person.call)).exportId).not.toBe(first.exportId);

    const stranger = imports.person();
    await expect(stranger.client.getExport({ id: first.exportId }, stranger.call)).rejects.toMatchObject({
      code: 'exports.not-found',
    });
    await expect(stranger.client.exportFile({ id: first.exportId }, stranger.call)).rejects.toMatchObject({
      code: 'exports.not-found',
    });
    await expect(stranger.client.deleteExport({ id: first.exportId }, stranger.call)).rejects.toMatchObject({
      code: 'exports.not-found',
    });
    expect(await stranger.client.listExports({}, stranger.call)).toEqual({ items: [] });
    await expect(person.client.startExport({ format: 'archive', filter }, person.call)).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(person.client.startExport({ format: 'csv', filter: { from: '2026-02-31' } }, person.call)).rejects.toMatchObject(
      { code: 'invalid-input' },
    );
  });

  it.each([
    ['csv', 'a.csv'],
    ['ofx', 'a.ofx'],
    ['jsonl', 'a.jsonl'],
  ] as const)('as %s is recognised by the account it came from: importing it again adds nothing', async (format, name) => {
    const person = imports.person();
    const account = await person.account({ bankRef: 'DE02120300000000202051' });
    await person.import(account, STATEMENT);
    const before = await person.ledger();
    expect(before).toHaveLength(3);
    const report = await person.import(account, await exported(person, format, { accountIds: [account] }), name);
    expect(report).toMatchObject({ added: 0, skipped: 3, failed: 0 });
    expect(await person.ledger()).toEqual(before);
  });

  it('as QIF names the account on the other side of a confirmed transfer', async () => {
    const person = imports.person();
    const { client, call } = person;
    const here = await person.account();
    const { id: there } = await client.createAccount({ name: 'Rainy [day]', type: 'savings', currency: 'EUR' }, call);
    const move = { bookedOn: '2026-03-01', description: 'To savings' };
    const { id: outId } = await client.createTransaction({ ...move, accountId: here, amountMinor: -5000 }, call);
    const { id: inId } = await client.createTransaction({ ...move, accountId: there, amountMinor: 5000 }, call);
    await imports.database.query('update transactions.transaction set is_transfer = true where user_id = $1', [person.id]);
    await imports.database.query(
      `insert into transactions.transfer (user_id, day, out_id, in_id, state, source, confidence)
       values ($1, '2026-03-01', $2, $3, 'confirmed', 'user', 1)`,
      [person.id, outId, inId],
    );
    const file = (await exported(person, 'qif')).toString();
    expect(file.match(/^(N|T-?\d|L).*/gm)).toEqual([
      'NEveryday',
      'T-50.00',
      'L[Rainy (day)]',
      'NRainy (day)',
      'T50.00',
      'L[Everyday]',
    ]);
  });

  it('goes when its time is over', async () => {
    const person = imports.person();
    await person.account();
    const { exportId, jobId } = await person.client.startExport({ format: 'qif' }, person.call);
    await ended(jobId, person.id);
    await imports.database.query(`update transactions.export set expires_at = now() - interval '1 second' where id = $1`, [
      exportId,
    ]);
    await expect(person.client.exportFile({ id: exportId }, person.call)).rejects.toMatchObject({ code: 'exports.not-found' });
  });

  it('of JSON lines holds every kind of record that is archived', async () => {
    const person = imports.person();
    await furnish(person);
    const kinds = new Set((await exported(person, 'jsonl')).toString().trim().split('\n').map((line) => (JSON.parse(line) as { kind: string }).kind)); // prettier-ignore
    const dump = await everything(person);
    const archived = (await readUserTables(imports.database.manager)).filter(
      ({ name }) => !NOT_ARCHIVED.has(name) && name !== 'transaction_split' && dump[name]?.length,
    );
    expect([...kinds].sort()).toEqual(['end', 'steward', ...archived.map(({ kind }) => kind)].sort());
  });
});
