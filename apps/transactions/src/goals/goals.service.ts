import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CreateGoalInput, Goal, GoalList, UpdateGoalInput } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { addDays } from '#money';
import { ServiceError } from '#rpc';
import { accountNotFound, AccountsRepository } from '../accounts/accounts.repository.js';
import { addMonths } from '../budgets/budget-math.js';
import { ExchangeRates, today } from '../exchange-rates/exchange-rates.service.js';
import { ReportingCurrency } from '../exchange-rates/reporting-currency.js';
import { checkedDate, checkedName } from '../ledger/check-input.js';
import { raiseLedgerVersion } from '../ledger/ledger-version.js';
import { allocateSavings, forecastGoal } from './allocate-savings.js';
import { GoalAccountEntity } from './goal-account.entity.js';
import { GoalEntity } from './goal.entity.js';

/** Months over which saving is averaged. */
const HABIT_MONTHS = 6;

type StoredGoal = GoalEntity & { accounts: { accountId: string; sharePercent: number }[] };

/** A user's savings goals and how far they are. */
@Injectable()
export class GoalsService {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly accounts: AccountsRepository,
    private readonly reporting: ReportingCurrency,
    private readonly rates: ExchangeRates,
  ) {}

  async list(userId: string): Promise<GoalList> {
    const goals = await this.stored(userId);
    if (!goals.length) return { items: [], missing: [] };
    const missing = new Set<string>();
    const month = today().slice(0, 7);
    const saved = await this.savedOn(userId, goals, today(), missing);
    const before = await this.savedOn(userId, goals, addDays(`${addMonths(month, 1 - HABIT_MONTHS)}-01`, -1), missing);
    const items = goals.map((goal): Goal => {
      const savedMinor = saved.get(goal.id)!;
      const averageMonthlyMinor = Math.round((savedMinor - before.get(goal.id)!) / HABIT_MONTHS);
      return {
        id: goal.id,
        name: goal.name,
        targetMinor: goal.targetMinor,
        currency: goal.currency,
        targetOn: goal.targetOn ?? undefined,
        manualMinor: goal.manualMinor,
        accounts: goal.accounts,
        savedMinor,
        averageMonthlyMinor,
        ...forecastGoal(savedMinor, goal.targetMinor, averageMonthlyMinor, month, goal.targetOn?.slice(0, 7)),
      };
    });
    return { items, missing: [...missing].sort() };
  }

  /** @throws ServiceError `goals.not-found` */
  async get(userId: string, id: string): Promise<Goal> {
    const goal = (await this.list(userId)).items.find((each) => each.id === id);
    if (!goal) throw goalNotFound();
    return goal;
  }

  /** @throws ServiceError `accounts.not-found`, `invalid-input` */
  async create(userId: string, input: CreateGoalInput): Promise<string> {
    const currency = input.currency ?? (await this.reporting.of(userId)).currency;
    return this.database.transaction(async (manager) => {
      const goals = manager.getRepository(GoalEntity);
      const { id } = await goals.save(
        goals.create({
          userId,
          name: checkedName('name', input.name),
          targetMinor: input.targetMinor,
          currency,
          targetOn: input.targetOn == null ? null : checkedDate('targetOn', input.targetOn),
          manualMinor: input.manualMinor ?? 0,
          position: await goals.countBy({ userId }),
        }),
      );
      await tie(manager, userId, id, input.accounts ?? []);
      await raiseLedgerVersion(manager, userId);
      return id;
    });
  }

  /** @throws ServiceError `goals.not-found`, `accounts.not-found`, `invalid-input` */
  async update(userId: string, input: UpdateGoalInput): Promise<void> {
    await this.database.transaction(async (manager) => {
      // All of them, for a change of place moves the others, too.
      const goals = await manager
        .getRepository(GoalEntity)
        .find({ where: { userId }, order: { position: 'ASC', id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
      const goal = goals.find(({ id }) => id === input.id);
      if (!goal) throw goalNotFound();
      if (input.name != null) goal.name = checkedName('name', input.name);
      goal.targetMinor = input.targetMinor ?? goal.targetMinor;
      goal.currency = input.currency ?? goal.currency;
      goal.manualMinor = input.manualMinor ?? goal.manualMinor;
      if (input.targetOn !== undefined) goal.targetOn = input.targetOn === null ? null : checkedDate('targetOn', input.targetOn);
      const others = goals.filter(({ id }) => id !== goal.id);
      others.splice(input.position ?? goals.indexOf(goal), 0, goal);
      others.forEach((each, position) => (each.position = position));
      await manager.save(others);
      if (input.accounts) await tie(manager, userId, goal.id, input.accounts);
      await raiseLedgerVersion(manager, userId);
    });
  }

  /** @throws ServiceError `goals.not-found` */
  async delete(userId: string, id: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      const { affected } = await manager.delete(GoalEntity, { id, userId });
      if (!affected) throw goalNotFound();
      await raiseLedgerVersion(manager, userId);
    });
  }

  private async stored(userId: string): Promise<StoredGoal[]> {
    const goals = await this.database
      .getRepository(GoalEntity)
      .find({ where: { userId }, order: { position: 'ASC', id: 'ASC' } });
    const ties = await this.database.getRepository(GoalAccountEntity).find({ where: { userId }, order: { accountId: 'ASC' } });
    return goals.map((goal) => ({
      ...goal,
      accounts: ties.flatMap(({ goalId, accountId, sharePercent }) => (goalId === goal.id ? [{ accountId, sharePercent }] : [])),
    }));
  }

  /** What is saved of each goal at the end of a day. Accounts are shared out in their own currency, each goal's need at the day's rate. */
  private async savedOn(userId: string, goals: StoredGoal[], day: string, missing: Set<string>): Promise<Map<string, number>> {
    const [first] = goals;
    const balances = (await this.accounts.balances(userId, day)).accounts;
    // One currency to share out in: that of the goals where they agree, else the reporting one.
    const common = goals.every(({ currency }) => currency === first!.currency)
      ? first!.currency
      : (await this.reporting.of(userId)).currency;
    const inCommon = await this.rates.convert(
      userId,
      [
        ...balances.map(({ balanceMinor, currency }) => ({ amountMinor: balanceMinor, currency, day })),
        ...goals.flatMap(({ targetMinor, manualMinor, currency }) => [
          { amountMinor: targetMinor, currency, day },
          { amountMinor: manualMinor, currency, day },
        ]),
      ],
      common,
    );
    balances.forEach(({ currency }, i) => inCommon[i] || missing.add(currency));
    const known = new Map(balances.map(({ accountId }, i) => [accountId, inCommon[i]?.amountMinor ?? 0]));
    const amount = (goal: number, which: 0 | 1): number => inCommon[balances.length + 2 * goal + which]?.amountMinor ?? 0;
    const saved = allocateSavings(
      goals.map(({ id, accounts }, i) => ({ id, accounts, targetMinor: amount(i, 0), manualMinor: amount(i, 1) })),
      known,
    );
    const back = await Promise.all(
      goals.map(async ({ id, currency }) => {
        const [converted] = await this.rates.convert(userId, [{ amountMinor: saved.get(id)!, currency: common, day }], currency);
        if (!converted) missing.add(currency);
        return [id, converted?.amountMinor ?? 0] as const;
      }),
    );
    return new Map(back);
  }
}

/** @throws ServiceError `accounts.not-found` for an account that is not the user's */
async function tie(
  manager: EntityManager,
  userId: string,
  goalId: string,
  accounts: { accountId: string; sharePercent: number }[],
): Promise<void> {
  await manager.delete(GoalAccountEntity, { goalId, userId });
  const added: { account_id: string }[] = await manager.query(
    `insert into transactions.goal_account (goal_id, account_id, user_id, share_percent)
     select $1, a.id, $2, x.share from unnest($3::uuid[], $4::int[]) as x (id, share)
     join transactions.account a on a.id = x.id and a.user_id = $2 returning account_id`,
    [goalId, userId, accounts.map(({ accountId }) => accountId), accounts.map(({ sharePercent }) => sharePercent)],
  );
  const known = new Set(added.map((row) => row.account_id));
  const strange = accounts.find(({ accountId }) => !known.has(accountId));
  if (strange) throw accountNotFound(strange.accountId);
}

function goalNotFound(): ServiceError {
  return new ServiceError('goals.not-found', 'There is no such goal');
}
