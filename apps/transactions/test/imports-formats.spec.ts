import { Imports, type Person } from './imports.harness.js';
import { day, playWorkbook } from './played-workbook.js';

let imports: Imports;
let ada: Person;

beforeAll(async () => {
  imports = await Imports.start();
});

afterAll(() => imports?.stop());

beforeEach(() => {
  ada = imports.person();
});

/** A workbook larger than the beginning of a file that is enough for other formats. */
const workbook = (rows: number): Buffer =>
  playWorkbook([
    { name: 'Notes', rows: [['Made by the bank']] },
    {
      name: 'Bookings',
      rows: [
        ['Booking date', 'Description', 'Amount'],
        ...Array.from({ length: rows }, (_, i) => [
          day(46082 + (i % 28)),
          `Shop ${(i * 7919) % 10_007} of ${Math.sin(i)}`,
          -(i % 50) - 0.1,
        ]),
      ],
    },
  ]);

describe('a workbook', () => {
  it('is previewed, imported by the same mapping as a table, and recognised when it comes again', async () => {
    const account = await ada.account();
    const bytes = workbook(6_000);
    expect(bytes.length).toBeGreaterThan(64 * 1024);
    const preview = await ada.client.previewImport({ ...(await ada.upload('march.xlsx', bytes)), accountId: account }, ada.call);
    expect(preview).toMatchObject({ format: 'xlsx', sheets: ['Notes', 'Bookings'], mapping: { sheet: 'Bookings' } });
    // 46082 is 2026-03-01.
    expect(preview.rows[0]).toMatchObject({ line: 2, bookedOn: '2026-03-01', amountMinor: -10 });
    expect(await ada.import(account, bytes, 'march.xlsx')).toMatchObject({
      state: 'completed',
      format: 'xlsx',
      added: 6_000,
      failed: 0,
    });
    expect(await ada.import(account, bytes, 'again.xlsx')).toMatchObject({ added: 0, skipped: 6_000 });
  });

  it('that is damaged is refused with a reason', async () => {
    const account = await ada.account();
    const upload = await ada.upload('march.xlsx', workbook(10).subarray(0, 900));
    await expect(ada.client.previewImport({ ...upload, accountId: account }, ada.call)).rejects.toMatchObject({
      code: 'import.malformed',
      message: expect.stringContaining('damaged or not complete'),
    });
  });
});

it('a QIF file of two accounts goes to both', async () => {
  const [checking, card] = [await ada.account({ bankRef: 'Checking' }), await ada.account({ bankRef: 'Visa' })];
  const qif =
    "!Account\nNChecking\nTBank\n^\n!Type:Bank\nD3/13'26\nT-12.50\nPMarket\nLFood\n^\n!Account\nNVisa\nTCCard\n^\n!Type:CCard\nD3/14'26\nT-7.00\nPKiosk\n^\n";
  expect(await ada.import(undefined, qif, 'home.qif')).toMatchObject({ state: 'completed', format: 'qif', added: 2 });
  const rows = await ada.rows();
  expect(
    rows.map(({ accountId, bookedOn, amountMinor, description }) => [accountId, bookedOn, amountMinor, description]).sort(),
  ).toEqual(
    [
      [checking, '2026-03-13', -1250, 'Market'],
      [card, '2026-03-14', -700, 'Kiosk'],
    ].sort(),
  );
});
