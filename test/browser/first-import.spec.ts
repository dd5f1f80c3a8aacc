import type { Page } from 'playwright-core';
import { BrowserStory } from '../support/browser-story.js';
import { chromiumPath } from '../support/chromium.js';
import type { RunningSystem } from '../support/system.js';

const FIRST = [
  'Booking Date;Details;Reference;Amount',
  '02.03.2026;SALARY MARCH 2026 NORTHWIND LTD;R-1;2.840,00',
  '03.03.2026;NETFLIX.COM 866-579-7172;R-2;-12,99',
  '04.03.2026;QXBRELL 4417 ZWOLLE;R-3;-31,50',
  '05.03.2026;CAFÉ ÉTOILE PARIS;R-4;-4,20',
  '31.02.2026;A DAY THAT NEVER WAS;R-5;-1,00',
  '',
].join('\r\n');

const SECOND = [
  'Booking Date;Details;Reference;Amount',
  '05.03.2026;CAFÉ ÉTOILE PARIS;R-4;-4,20',
  '02.04.2026;QXBRELL 9921 ZWOLLE;R-6;-28,00',
  '',
].join('\r\n');

/** As German banks export it: one byte a letter. */
const inLatin1 = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text, 'latin1') });

const describeWithChromium = chromiumPath ? describe : describe.skip;
if (!chromiumPath) console.warn('Skipped: the browser story needs Chromium (or CHROMIUM_PATH)');

describeWithChromium('the first import, as a person does it', () => {
  let story: BrowserStory;
  let system: RunningSystem;
  let page: Page;

  beforeAll(async () => {
    story = await BrowserStory.start();
    ({ system, page } = story);
  }, 120_000);

  afterAll(() => story?.close(), 60_000);

  const row = (text: string) => page.getByRole('row').filter({ hasText: text });
  const chip = (text: string) => row(text).getByRole('button', { name: /^Category / });
  const total = () => story.total();

  it('makes the first visitor the owner', async () => {
    await page.goto(system.url);
    await page.getByRole('heading', { name: 'Create the owner account' }).waitFor();
    await page.getByLabel('Name').fill('Ada');
    await page.getByLabel('E-mail').fill('ada@example.com');
    await page.getByLabel('Password', { exact: true }).fill('seven');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('At least 8 characters', { exact: true }).waitFor();
    await page.getByLabel('Password', { exact: true }).fill('a quiet harbour at dusk');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('heading', { name: 'Welcome, Ada' }).waitFor();
  });

  it('shows how a file is read before anything is imported', async () => {
    await page.locator('input[type=file]').first().setInputFiles(inLatin1('march.csv', FIRST));
    await page.getByRole('heading', { name: 'march.csv' }).waitFor();
    const roleOf = (column: string) => page.getByLabel(`What column ${column} is`).inputValue();
    expect(await roleOf('Booking Date')).toBe('bookedOn');
    expect(await roleOf('Details')).toBe('description');
    expect(await roleOf('Amount')).toBe('amount');
    expect(await page.getByRole('combobox', { name: 'Decimals' }).inputValue()).toBe('Comma (1.234,56)');
    await page.getByRole('listitem').filter({ hasText: 'CAFÉ ÉTOILE PARIS' }).getByText('−€4.20').waitFor();
    await page.getByText('+€2,840.00').waitFor();
    await page.getByText('Line 6', { exact: true }).waitFor();
  });

  it('follows a changed mapping at once', async () => {
    await page.getByLabel('What column Details is').selectOption('notes');
    await page.getByLabel('What column Reference is').selectOption('description');
    await page.getByRole('listitem').filter({ hasText: 'R-4' }).getByText('−€4.20').waitFor();
    await page.getByLabel('What column Reference is').selectOption('bankId');
    await page.getByLabel('What column Details is').selectOption('description');
    await page.getByRole('listitem').filter({ hasText: 'CAFÉ ÉTOILE PARIS' }).waitFor();
  });

  it('imports into a new account and reports every row', async () => {
    await page.getByLabel('Name').fill('Everyday');
    await page.getByLabel('Opening balance').fill('100.00');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('could not be read', { exact: true }).waitFor();
    const figures = await page.locator('strong', { hasText: /^\d+$/ }).allInnerTexts();
    expect(figures).toEqual(['4', '0', '1']);
    await page.getByText('Line 6', { exact: true }).waitFor();
    await page.getByRole('complementary').getByText('€2,891.31').waitFor(); // 100 + 2,840 − 12.99 − 31.50 − 4.20
    await page.getByRole('link', { name: 'See the transactions' }).click();
    await row('NETFLIX').waitFor();
    expect(await total()).toBe(4);
    expect(await chip('NETFLIX').innerText()).toContain('TV and films');
    expect(await chip('SALARY').innerText()).toContain('Salary and wages');
  });

  it('lets a person correct a category with the keyboard', async () => {
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown'); // 5 March → 4 March
    await page.keyboard.press('c');
    await page.getByLabel('Find a category').fill('pet supplies');
    await page.keyboard.press('Enter');
    await page.getByText('is now Pet supplies').waitFor();
    expect(await chip('QXBRELL').getAttribute('aria-label')).toMatch(/^Category Pet supplies\. You chose this category/);
  });

  it('gives the like row of a later file the same category, and no row twice', async () => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Import' }).first().click();
    await page.locator('input[type=file]').first().setInputFiles(inLatin1('april.csv', SECOND));
    await page.getByText('Already there').waitFor();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('link', { name: 'See the transactions' }).click();
    await row('QXBRELL 9921').waitFor();
    expect(await total()).toBe(1);
    expect(await chip('QXBRELL 9921').getAttribute('aria-label')).toMatch(/^Category Pet supplies\. Chosen as you did before/);
  });

  it('finds, filters and keeps the filter in the address', async () => {
    await page.goto(`${system.url}/transactions`);
    await row('QXBRELL 9921').waitFor();
    expect(await total()).toBe(5);
    await page.keyboard.press('/');
    await page.keyboard.type('étoile');
    await row('QXBRELL').first().waitFor({ state: 'detached' });
    expect(await row('CAFÉ ÉTOILE').count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('q')).toBe('étoile');
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await page.getByRole('button', { name: 'Amount' }).first().click();
    await page.getByText('Money in', { exact: true }).click();
    await row('NETFLIX').waitFor({ state: 'detached' });
    expect(await row('SALARY').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.reload();
    await row('SALARY').waitFor();
    expect(await total()).toBe(1);
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await row('NETFLIX').waitFor();
  });

  it('takes an import back', async () => {
    await page.goto(`${system.url}/import`);
    await page.getByRole('button', { name: 'Undo the import of april.csv' }).click();
    await page.getByRole('button', { name: 'Undo the import', exact: true }).click();
    await page.getByText('Undone', { exact: true }).waitFor();
    await page.goto(`${system.url}/transactions`);
    await row('NETFLIX').waitFor();
    expect(await total()).toBe(4);
    expect(await row('QXBRELL 9921').count()).toBe(0);
  });

  it('fits a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of [
      '/transactions',
      '/accounts',
      '/import',
      '/settings/sessions',
      '/settings/api-keys',
      '/settings/categories',
    ]) {
      expect([path, await story.overflowOf(path)]).toEqual([path, 0]);
    }
  });

  it('left nothing to complain about in the console', () => {
    expect(story.complaints).toEqual([]);
  });
});
