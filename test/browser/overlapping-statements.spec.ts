import type { Page } from 'playwright-core';
import { BrowserStory } from '../support/browser-story.js';
import { chromiumPath } from '../support/chromium.js';

/** Two coffees on the 5th: two genuine purchases, equal in everything a bank says. */
const MARCH = [
  'Date,Description,Amount',
  '2026-03-02,ACME LTD SALARY,2400.00',
  '2026-03-05,KAFFEEROESTEREI HALM,-3.20',
  '2026-03-05,KAFFEEROESTEREI HALM,-3.20',
  '2026-03-09,STADTWERKE STROM,-61.00',
  '',
].join('\n');

/** Begins where March's file ends, with both coffees again and a third of the next day. */
const LATER = [
  'Date,Description,Amount',
  '2026-03-05,KAFFEEROESTEREI HALM,-3.20',
  '2026-03-05,KAFFEEROESTEREI HALM,-3.20',
  '2026-03-06,KAFFEEROESTEREI HALM,-3.20',
  '2026-03-09,STADTWERKE STROM,-61.00',
  '2026-03-12,BUCHHANDLUNG AM TOR,-18.90',
  '',
].join('\n');

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

const describeWithChromium = chromiumPath ? describe : describe.skip;
if (!chromiumPath) console.warn('Skipped: the browser story needs Chromium (or CHROMIUM_PATH)');

describeWithChromium('two statements that overlap, as a person imports them', () => {
  let story: BrowserStory;
  let page: Page;

  beforeAll(async () => {
    story = await BrowserStory.start();
    page = story.page;
    await page.goto(story.system.url);
    await page.getByLabel('Name').fill('Ada');
    await page.getByLabel('E-mail').fill('ada@example.com');
    await page.getByLabel('Password', { exact: true }).fill('a quiet harbour at dusk');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('heading', { name: 'Welcome, Ada' }).waitFor();
  }, 120_000);

  afterAll(() => story?.close(), 60_000);

  const row = (text: string) => page.getByRole('row').filter({ hasText: text });
  const goTo = (path: string) => page.goto(`${story.system.url}${path}`);
  const figures = () => page.locator('strong', { hasText: /^\d+$/ }).allInnerTexts();
  const chooseFile = async (name: string, text: string) => {
    await goTo('/import');
    await page.locator('input[type=file]').first().setInputFiles(csv(name, text));
    await page.getByRole('heading', { name }).waitFor();
  };
  const listed = async (rows: number) => {
    await goTo('/transactions');
    await row('ACME').waitFor();
    expect(await story.total()).toBe(rows);
  };

  it('keep two genuine equal purchases', async () => {
    await chooseFile('march.csv', MARCH);
    await page.getByLabel('Name').fill('Everyday');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('link', { name: 'See the transactions' }).waitFor();
    expect(await figures()).toEqual(['4', '0', '0']);
    await listed(4);
    expect(await row('HALM').count()).toBe(2);
  });

  it('skip what is there already, and list it with the reason', async () => {
    await chooseFile('later.csv', LATER);
    await page.getByText('Already there').first().waitFor();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('heading', { name: '3 rows skipped' }).waitFor();
    expect(await figures()).toEqual(['2', '3', '0']);
    const skipped = page.getByRole('listitem').filter({ hasText: 'Import anyway' });
    expect(await skipped.filter({ hasText: 'KAFFEEROESTEREI HALM' }).count()).toBe(2);
    await skipped
      .filter({ hasText: 'STADTWERKE STROM' })
      .getByText(/already has this transaction/)
      .waitFor();
  });

  it('add a skipped row that is a purchase of its own after all', async () => {
    await page.getByRole('button', { name: 'Import line 3 anyway' }).click();
    await page.getByRole('heading', { name: '2 rows skipped' }).waitFor();
    expect(await figures()).toEqual(['3', '2', '0']);
    await listed(7);
    expect(await row('HALM').count()).toBe(4);
  });

  it('show what a rule would change before it is saved, and apply it to the past', async () => {
    await goTo('/rules/new');
    await page.getByLabel('Text', { exact: true }).fill('halm');
    await page.getByRole('button', { name: /category/i }).click();
    await page.getByLabel('Find a category').fill('office supplies');
    await page.keyboard.press('Enter');
    await page.getByText('4 transactions').waitFor();
    await page.getByRole('button', { name: 'Save and apply to the past (4)' }).click();
    await page.getByText('4 transactions changed').waitFor();
    await goTo('/transactions');
    await row('HALM').first().waitFor();
    for (const coffee of await row('HALM')
      .getByRole('button', { name: /^Category / })
      .all())
      expect(await coffee.getAttribute('aria-label')).toMatch(/^Category Office supplies\. .*rule/);
  });

  it('take the second statement back, with the row that was added anyway', async () => {
    await goTo('/import');
    await page.getByRole('button', { name: 'Undo the import of later.csv' }).click();
    await page.getByRole('button', { name: 'Undo the import', exact: true }).click();
    await page.getByText('Undone', { exact: true }).waitFor();
    await listed(4);
    expect(await row('HALM').count()).toBe(2);
    expect(await row('BUCHHANDLUNG').count()).toBe(0);
  });

  it('have pages that fit a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of [
      '/review',
      '/budgets',
      '/rules',
      '/rules/new',
      '/transfers',
      '/payees',
      '/currencies',
      '/your-data',
      '/more',
    ])
      expect([path, await story.overflowOf(path)]).toEqual([path, 0]);
  });

  it('left nothing to complain about in the console', () => {
    expect(story.complaints).toEqual([]);
  });
});
