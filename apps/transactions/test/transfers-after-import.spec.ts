import { Imports, type Person } from './imports.harness.js';

interface Search {
  id: string;
  state: string;
  /** JSON */
  input: string;
}

describe('the search for transfers after an import', () => {
  let imports: Imports;
  let person: Person;

  beforeAll(async () => {
    imports = await Imports.start();
  });
  afterAll(() => imports.stop());
  beforeEach(() => {
    person = imports.person();
  });

  const searches = (): Promise<Search[]> =>
    imports.database.query(
      `select id, state, input from jobs.job where user_id = $1 and kind = 'transactions.find-transfers' order by id`,
      [person.id],
    );
  const confirmed = async () => (await person.client.listTransfers({ state: 'confirmed' }, person.call)).items;

  it('is asked for with the import and pairs what two files tell, from the first day of the file', async () => {
    const [checking, savings] = [await person.account(), await person.account()];
    await person.import(checking, 'Date,Amount,Description\n2026-03-02,-400.00,TRANSFER TO SAVINGS\n2026-03-01,-4.20,Coffee\n');
    const report = await person.import(savings, 'Date,Amount,Description\n2026-03-02,400.00,TRANSFER FROM EVERYDAY\n');
    const asked = await searches();
    // Four days before the first row.
    const inputs = asked.map(({ input }) => JSON.parse(input) as { from: string; importId: string });
    expect(inputs.map(({ from }) => from)).toEqual(['2026-02-25', '2026-02-26']);
    expect(inputs[1]!.importId).toBe(report.id);
    for (const { id } of asked) await person.ended(id);
    expect((await searches()).map(({ state }) => state)).toEqual(['completed', 'completed']);
    const [pair, ...more] = await confirmed();
    expect(more).toEqual([]);
    expect(pair).toMatchObject({ source: 'auto', out: { accountId: checking, isTransfer: true }, in: { accountId: savings } });
    const { items } = await person.client.monthTotals({}, person.call);
    expect(items.map(({ inMinor, outMinor }) => [inMinor, outMinor])).toEqual([[0, -420]]);
  });

  it('is not asked for where an import brought nothing new', async () => {
    const account = await person.account();
    const file = 'Date,Amount,Description\n2026-03-02,-400.00,TRANSFER TO SAVINGS\n';
    await person.import(account, file);
    expect(await searches()).toHaveLength(1);
    await person.import(account, file, 'again.csv');
    expect(await searches()).toHaveLength(1);
  });
});
