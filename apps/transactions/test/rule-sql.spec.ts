import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import type { RuleAction, RuleCondition, RuleDraft } from '#contracts/transactions';
import { openDataSource } from '#database';
import { ServiceError } from '#rpc';
import { startTestDatabases, type TestDatabases } from '../../../test/support/database.js';
import { database } from '../src/index.js';
import { SqlValues } from '../src/ledger/sql-values.js';
import { checkedRule } from '../src/rules/check-rule.js';
import { changeSql, conditionSql } from '../src/rules/condition-sql.js';
import { foldCase, foldedSql } from '../src/rules/fold-case.js';
import type { RuleRow } from '../src/rules/rule.js';
import { RuleSet } from '../src/rules/rule-actions.js';
import { conditionTest } from '../src/rules/rule-conditions.js';
import { RULE_ROW_COLUMNS, toRuleRow, type StoredRuleRow } from '../src/rules/rule-row.js';
import { sieveSql } from '../src/rules/sieve-sql.js';
import { tallyMatches } from '../src/rules/tally-matches.js';

const ROWS = 400;
const USER = randomUUID();
const ACCOUNTS = [randomUUID(), randomUUID(), randomUUID()];
const IMPORTS = [randomUUID(), randomUUID()];
const FILES = ['Card MÄRZ.csv', 'giro.ofx'];
const CATEGORIES = ['TRAVEL', 'FOOD_AND_DRINK_GROCERIES', 'TRANSPORTATION_GAS'];
const TAGS = ['a', 'B', 'ü'];
/** Letters at which upper and lower case are not as simple as in English. */
const WORDS = [
  'Tesco',
  'STORES',
  'İstanbul',
  'ΟΔΟΣ',
  'ὀδός',
  'Straße',
  'ẞ',
  'ſhop',
  'Kelvin',
  'é',
  'É',
  'e\u0301',
  '%',
  '_',
  '\\',
  "'",
  '12',
  '',
  ' ',
  '\n',
  '💶',
];

const text = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const needle = fc.oneof(
  fc.constantFrom(...WORDS.filter((word) => word.trim())),
  text,
  fc.constantFrom('t', 'ο', 'STO', 'rE', 'i̇'),
);
const amount = fc.oneof(fc.integer({ min: -60, max: 60 }), fc.constantFrom(0, 1, -1, 3_000_000_000, -3_000_000_000));
const day = fc.integer({ min: 0, max: 70 }).map((n) => new Date(Date.UTC(2026, 0, 20 + n)).toISOString().slice(0, 10));

const row = fc.record({
  account: fc.constantFrom(...ACCOUNTS),
  day,
  amount,
  description: text,
  counterparty: fc.option(text),
  notes: fc.option(fc.oneof(text, fc.constant(''), fc.constant('n'.repeat(1_999)))),
  category: fc.option(fc.constantFrom(...CATEGORIES)),
  source: fc.constantFrom('user', 'rule', 'model'),
  tags: fc.uniqueArray(fc.constantFrom(...TAGS)),
  transfer: fc.boolean(),
  split: fc.boolean(),
  import: fc.option(fc.constantFrom(...IMPORTS)),
  edited: fc.uniqueArray(fc.constantFrom('category', 'counterparty', 'notes', 'tags', 'transfer')),
});

const pattern = fc.constantFrom(
  'tesco',
  'stores|istanbul',
  't.*s',
  '^\\s',
  'ſ',
  'shop',
  'οδος',
  '\\d+$',
  '(a|b|12)',
  'k[a-f]l',
  'strasse',
  'straße',
);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const condition = fc.oneof(
  fc.record({
    kind: fc.constant('text'),
    field: fc.constantFrom('any', 'description', 'counterparty', 'notes'),
    test: fc.constantFrom('contains', 'not-contains', 'equals', 'starts-with'),
    text: needle,
  }),
  fc.record({
    kind: fc.constant('text'),
    field: fc.constantFrom('any', 'description', 'counterparty', 'notes'),
    test: fc.constant('matches'),
    text: pattern,
  }),
  fc.record({
    kind: fc.constant('amount'),
    of: fc.constantFrom('size', 'spent', 'received', 'signed'),
    atLeastMinor: optional(amount),
    atMostMinor: optional(amount),
  }),
  fc.record({ kind: fc.constant('account'), accountIds: fc.uniqueArray(fc.constantFrom(...ACCOUNTS), { minLength: 1 }) }),
  fc.record({ kind: fc.constant('date'), from: optional(day), to: optional(day) }),
  fc.record({
    kind: fc.constant('day-of-month'),
    fromDay: fc.integer({ min: 1, max: 31 }),
    toDay: fc.integer({ min: 1, max: 31 }),
  }),
  fc.record({ kind: fc.constant('category'), categoryIds: fc.uniqueArray(fc.constantFrom(...CATEGORIES), { minLength: 1 }) }),
  fc.record({ kind: fc.constant('uncategorised') }),
  fc.record({ kind: fc.constant('import'), importId: fc.constantFrom(...IMPORTS) }),
  fc.record({ kind: fc.constant('import'), fileName: fc.constantFrom('märz', 'O', '.csv', 'zzz') }),
) as fc.Arbitrary<RuleCondition>;

const part = fc.record({ percent: fc.integer({ min: 1, max: 60 }), categoryId: optional(fc.constantFrom(...CATEGORIES)) });
const action = fc.oneof(
  fc.record({ kind: fc.constant('set-category'), categoryId: fc.constantFrom(...CATEGORIES) }),
  fc.record({ kind: fc.constant('set-counterparty'), counterparty: needle }),
  fc.record({
    kind: fc.constantFrom('add-tags', 'remove-tags'),
    tags: fc.uniqueArray(fc.constantFrom(...TAGS), { minLength: 1 }),
  }),
  fc.record({ kind: fc.constantFrom('set-notes', 'append-notes'), notes: needle }),
  fc.record({ kind: fc.constant('mark-transfer') }),
  fc.record({
    kind: fc.constant('split'),
    parts: fc.tuple(part, fc.constantFrom({}, { percent: 40 })).map((parts) => [...parts]),
  }),
  fc.record({ kind: fc.constant('split'), parts: fc.constant([{ amountMinor: 20 }, { percent: 7.5 }, {}]) }),
) as fc.Arbitrary<RuleAction>;

const draft: fc.Arbitrary<RuleDraft> = fc.record({
  match: fc.constantFrom('all', 'any'),
  conditions: fc.array(condition, { minLength: 1, maxLength: 4 }),
  actions: fc.array(action, { minLength: 1, maxLength: 3 }),
});

/** The rule as it would be saved; undefined for one that would be refused. */
function savable(rule: RuleDraft): RuleDraft | undefined {
  try {
    return checkedRule(rule);
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

describe('a rule in SQL', () => {
  let databases: TestDatabases;
  let dataSource: DataSource;
  let rows: { id: string; row: RuleRow }[];

  beforeAll(async () => {
    databases = await startTestDatabases([database]);
    dataSource = await openDataSource((await databases.createTestDatabase()).url, database, 4);
    await dataSource.query(
      `insert into transactions.account (id, user_id, name, type, currency) select id, $1, 'x', 'cash', 'EUR' from unnest($2::uuid[]) id`,
      [USER, ACCOUNTS],
    );
    await dataSource.query(
      `insert into transactions.import (id, user_id, file_name, upload_key, format)
       select id, $1, name, '', 'csv' from unnest($2::uuid[], $3::text[]) x (id, name)`,
      [USER, IMPORTS, FILES],
    );
    const samples = fc.sample(row, ROWS).map((sample) => ({
      ...sample,
      category: sample.split ? null : sample.category,
      source: sample.split || !sample.category ? 'none' : sample.source,
    }));
    await dataSource.query(
      `insert into transactions.transaction (user_id, account_id, booked_on, amount_minor, currency, description, counterparty, notes,
         category_id, category_source, tags, is_transfer, is_split, import_id, edited_fields, fingerprint, merchant_key)
       select $1, account, day, amount, 'EUR', description, counterparty, notes, category, source, tags, transfer, split, import, edited,
         uuid_send(uuidv7()), 'm'
       from json_to_recordset($2::json) as x (account uuid, day date, amount bigint, description text, counterparty text, notes text,
         category text, source text, tags text[], transfer boolean, split boolean, import uuid, edited text[])`,
      [USER, JSON.stringify(samples)],
    );
    const stored: StoredRuleRow[] = await dataSource.query(`select ${RULE_ROW_COLUMNS} from transactions.transaction t`);
    rows = stored.map((one) => ({ id: one.id, row: toRuleRow(one) }));
  });
  afterAll(async () => {
    await dataSource.destroy();
    await databases.stop();
  });

  async function idsWhere(build: (values: SqlValues) => string): Promise<string[]> {
    const values = new SqlValues();
    const condition = build(values);
    const found: { id: string }[] = await dataSource.query(
      `select t.id from transactions.transaction t where ${condition} order by t.id`,
      values.list,
    );
    return found.map(({ id }) => id);
  }

  const idsOf = (test: (row: RuleRow) => boolean): string[] =>
    rows
      .filter((one) => test(one.row))
      .map(({ id }) => id)
      .sort();

  it('finds the rows that the evaluator finds, and would change those that it changes', async () => {
    let tried = 0;
    let matches = 0;
    await fc.assert(
      fc.asyncProperty(draft, async (given) => {
        const rule = savable(given);
        if (!rule) return;
        const test = conditionTest(rule);
        const set = new RuleSet([{ ...rule, stop: false }]);
        const matched = idsOf(test);
        const changed = idsOf((one) => set.apply(one).row !== one);
        tried++;
        matches += matched.length;

        const patterned = rule.conditions.some((one) => one.kind === 'text' && one.test === 'matches');
        const found = await idsWhere((values) => conditionSql(rule, values, (one) => sieveSql(one, values)));
        if (patterned) expect(found).toEqual(expect.arrayContaining(matched));
        else expect(found).toEqual(matched);

        const changing = await idsWhere((values) => changeSql(rule.actions, values));
        expect(changing.filter((id) => matched.includes(id))).toEqual(changed);

        const tallies = await tallyMatches(dataSource, USER, rule);
        expect(tallies.reduce((sum, tally) => sum + tally.matched, 0)).toBe(matched.length);
        expect(tallies.reduce((sum, tally) => sum + tally.changed, 0)).toBe(changed.length);
        expect(tallies.map((tally) => tally.day)).toEqual([...tallies.map((tally) => tally.day)].sort().reverse());
      }),
      { numRuns: 400 },
    );
    // Otherwise the property would have said nothing.
    expect(tried).toBeGreaterThan(100);
    expect(matches).toBeGreaterThan(1_000);
  });

  it('folds every character as the evaluator does', async () => {
    const characters = Array.from({ length: 0x110000 }, (_, code) => code)
      .filter((code) => code > 0 && (code < 0xd800 || code > 0xdfff))
      .map((code) => String.fromCodePoint(code))
      .filter((character) => /\p{Assigned}/u.test(character));
    const differing: { character: string; folded: string }[] = await dataSource.query(
      `select character, ${foldedSql('character')} as folded from unnest($1::text[], $2::text[]) x (character, expected)
       -- Node may know letters of a later Unicode than PostgreSQL.
       where ${foldedSql('character')} <> expected and unicode_assigned(character)`,
      [characters, characters.map(foldCase)],
    );
    expect(differing).toEqual([]);
    expect(characters.length).toBeGreaterThan(200_000);
    const words = ['ΟΔΟΣ', 'ΣΑΣ Σ', 'Iİıi', 'STRASSE ẞ'];
    const folded: { folded: string }[] = await dataSource.query(
      `select ${foldedSql('word')} as folded from unnest($1::text[]) with ordinality x (word, n) order by n`,
      [words],
    );
    expect(folded.map((one) => one.folded)).toEqual(words.map(foldCase));
    expect(words.map(foldCase)).toEqual(['οδοσ', 'σασ σ', 'iiıi', 'strasse ß']);
  });
});
