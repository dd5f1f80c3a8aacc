import { addDays, type CalendarDate } from '#money';
import { dayOfMonth, daysOf, monthOf, nextWorkingDay, yearOf } from './calendar.js';
import type { AccountKey, Period, SampleAccount, SampleRow } from './household.js';
import { Random } from './random.js';

/** The joint account keeps this much at the end of any day; the rest is fetched from the savings. Minor units, as all here. */
const LEAST_CHECKING = 20_000;
/** What is fetched at a time. */
const FETCHED = 40_000;
/** What is above this the day after payday goes to the savings. */
const ENOUGH_CHECKING = 560_000;
const MONTHLY_SAVING = 40_000;
const CARD_SETTLED_ON = 23;
const SAVED_ON = 28;
/** Pounds in hand before the next days' spending. */
const LEAST_TRAVEL = 10_000;
const LOOK_AHEAD_DAYS = 3;
/** Yearly interest of the savings account, credited each quarter. */
const INTEREST = 0.018;

/** Goes through the days in order and adds what depends on balances: transfers, the settlement of the card, interest. */
export function moveMoney(
  accounts: readonly SampleAccount[],
  spending: readonly SampleRow[],
  period: Period,
  seed: number,
): SampleRow[] {
  const ledger = new DailyLedger(accounts, spending);
  const moves = new Moves(ledger, new Random(seed, 'transfers'));
  for (const date of daysOf(period)) {
    ledger.book(date);
    if (date === nextWorkingDay(dayOfMonth(yearOf(date), monthOf(date), CARD_SETTLED_ON))) moves.settleCard(date);
    if (date === nextWorkingDay(dayOfMonth(yearOf(date), monthOf(date), SAVED_ON))) moves.save(date);
    if (monthOf(date) % 3 === 0 && date === dayOfMonth(yearOf(date), monthOf(date), 31)) moves.creditInterest(date);
    moves.buyPounds(date);
    moves.coverChecking(date);
  }
  return ledger.rows;
}

/** Balances as of the day last booked. */
class DailyLedger {
  readonly rows: SampleRow[] = [];
  readonly balances: Record<AccountKey, number>;
  private readonly byDay = new Map<CalendarDate, SampleRow[]>();

  constructor(accounts: readonly SampleAccount[], spending: readonly SampleRow[]) {
    this.balances = Object.fromEntries(accounts.map((account) => [account.key, account.openingBalanceMinor])) as Record<
      AccountKey,
      number
    >;
    for (const row of spending) {
      const day = this.byDay.get(row.bookedOn);
      if (day) day.push(row);
      else this.byDay.set(row.bookedOn, [row]);
    }
  }

  book(date: CalendarDate): void {
    for (const row of this.byDay.get(date) ?? []) this.add(row);
  }

  add(row: SampleRow): void {
    this.balances[row.accountKey] += row.amountMinor;
    this.rows.push(row);
  }

  /** What an account will lose and gain from tomorrow until `date`, as far as it is known. */
  ahead(key: AccountKey, today: CalendarDate, days: number): number {
    const coming = daysOf({ from: addDays(today, 1), to: addDays(today, days) }).flatMap((day) => this.byDay.get(day) ?? []);
    return coming.filter((row) => row.accountKey === key).reduce((sum, row) => sum + row.amountMinor, 0);
  }
}

/** Both sides of each movement between the couple's own accounts; a common reference tells that they belong together. */
class Moves {
  constructor(
    private readonly ledger: DailyLedger,
    private readonly random: Random,
  ) {}

  settleCard(date: CalendarDate): void {
    const owed = -this.ledger.balances['credit-card'];
    if (owed <= 0) return;
    const reference = this.random.digits(8);
    this.ledger.add({
      accountKey: 'checking',
      bookedOn: date,
      amountMinor: -owed,
      description: `DD LIFFEY CREDIT CARD ${reference}`,
      counterparty: 'Liffey Bank',
    });
    this.ledger.add({
      accountKey: 'credit-card',
      bookedOn: date,
      amountMinor: owed,
      description: `PAYMENT RECEIVED THANK YOU ${reference}`,
    });
  }

  /** The standing order, and what else is left the day after payday in whole fifties. */
  save(date: CalendarDate): void {
    this.transfer(date, 'checking', 'savings', MONTHLY_SAVING, 'SO SAVINGS');
    const spare = this.ledger.balances.checking - ENOUGH_CHECKING;
    if (spare >= 5_000) this.transfer(date, 'checking', 'savings', Math.floor(spare / 5_000) * 5_000, 'TRANSFER TO SAVINGS');
  }

  coverChecking(date: CalendarDate): void {
    const missing = LEAST_CHECKING - this.ledger.balances.checking;
    const available = Math.floor(this.ledger.balances.savings / FETCHED) * FETCHED;
    const amount = Math.min(Math.ceil(missing / FETCHED) * FETCHED, available);
    if (amount > 0) this.transfer(date, 'savings', 'checking', amount, 'TRANSFER FROM SAVINGS');
  }

  /** Pounds for the next days, at that day's rate, in whole fifties. */
  buyPounds(date: CalendarDate): void {
    const { balances } = this.ledger;
    const missing = LEAST_TRAVEL - balances.travel - this.ledger.ahead('travel', date, LOOK_AHEAD_DAYS);
    if (missing <= 0) return;
    const pounds = Math.ceil(missing / 5_000) * 5_000;
    const rate = this.random.between(8_350, 8_720) / 10_000;
    const reference = `REF ${this.random.digits(8)}`;
    this.ledger.add({
      accountKey: 'checking',
      bookedOn: date,
      amountMinor: -Math.round(pounds / rate),
      counterparty: 'Heron Money',
      description: `HERON MONEY TOP UP GBP ${(pounds / 100).toFixed(2)} @ ${rate.toFixed(4)} ${reference}`,
    });
    this.ledger.add({
      accountKey: 'travel',
      bookedOn: date,
      amountMinor: pounds,
      description: `TOP UP FROM EUR ACCOUNT ${reference}`,
    });
  }

  creditInterest(date: CalendarDate): void {
    const interest = Math.round((this.ledger.balances.savings * INTEREST) / 4);
    if (interest <= 0) return;
    this.ledger.add({ accountKey: 'savings', bookedOn: date, amountMinor: interest, description: 'CREDIT INTEREST GROSS' });
    this.ledger.add({
      accountKey: 'savings',
      bookedOn: date,
      amountMinor: -Math.round(interest * 0.33),
      description: 'DIRT TAX ON INTEREST',
    });
  }

  private transfer(date: CalendarDate, from: AccountKey, to: AccountKey, amountMinor: number, text: string): void {
    const description = `${text} REF ${this.random.digits(8)}`;
    this.ledger.add({ accountKey: from, bookedOn: date, amountMinor: -amountMinor, description });
    this.ledger.add({ accountKey: to, bookedOn: date, amountMinor, description });
  }
}
