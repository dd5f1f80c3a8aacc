import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.js';
import { startSystem, type RunningSystem } from './system.js';

/** A system of its own and a person before it, in Chromium. */
export class BrowserStory {
  private constructor(
    readonly system: RunningSystem,
    private readonly browser: Browser,
    readonly page: Page,
    /** Errors that the browser's console showed. */
    readonly complaints: string[],
  ) {}

  static async start(): Promise<BrowserStory> {
    const system = await startSystem('one process');
    const browser = await launchChromium();
    const context = await browser.newContext({ locale: 'en-IE', viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    return new BrowserStory(system, browser, page, complaints);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.system.close();
  }

  /** How many transactions the page says there are. */
  async total(): Promise<number> {
    return Number(await this.page.locator('header').getByText(/^\d+$/).innerText());
  }

  /** By how much a page is wider than the window: 0 where it fits. */
  async overflowOf(path: string): Promise<number> {
    await this.page.goto(`${this.system.url}${path}`);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
    await this.page.waitForLoadState('networkidle');
    return this.page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  }
}
