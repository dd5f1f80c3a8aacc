import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Transaction, UpdateTransactionInput } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { currencyOfAccount } from '../accounts/accounts.repository.js';
import { LearningTrigger } from '../categorisation/learning/learning-trigger.js';
import { merchantKey } from '../categorisation/merchant-key.js';
import { CategoriesRepository } from '../categories/categories.repository.js';
import { noteCounterparties } from '../counterparties/note-counterparties.js';
import { keepIdentityInAccount } from '../imports/keep-identities.js';
import { ChangeSplits } from '../splits/change-splits.js';
import { checkedDate, checkedName, invalidField } from './check-input.js';
import { lockLedger, raiseLedgerVersion } from './ledger-version.js';
import { toSafeNumber } from './minor-units.column.js';
import { SqlValues } from './sql-values.js';
import { transactionNotFound, TransactionsRepository } from './transactions.repository.js';

interface Before {
  accountId: string;
  amountMinor: number;
  isSplit: boolean;
  currency: string;
  description: string;
  counterparty: string | null;
}

/** Changes one transaction as a person wishes. A category given here is a correction: like transactions to come follow it. */
@Injectable()
export class UpdateTransaction {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly categories: CategoriesRepository,
    private readonly transactions: TransactionsRepository,
    private readonly splits: ChangeSplits,
    private readonly learning: LearningTrigger,
  ) {}

  /**
   * Fields that are absent stay; `null` empties counterparty, category, notes and value date, and makes a divided one whole.
   * @throws ServiceError `transactions.not-found`, `transactions.is-split`, `accounts.not-found`, `categories.not-found`,
   * `splits.do-not-add-up`; `invalid-input` for a day that does not exist or an account in another currency
   */
  async run(userId: string, input: UpdateTransactionInput): Promise<Transaction> {
    return this.database.transaction(async (manager) => {
      await lockLedger(manager, userId);
      const before = await lockedRow(manager, userId, input.id);
      const split = await this.splits.run(manager, userId, before, input);
      const values = new SqlValues();
      const changes = [
        ...(await this.accountChange(manager, userId, before, input, values)),
        ...(split === 'none' ? await this.categoryChange(manager, userId, input.categoryId, values) : []),
        ...(split === 'divided' ? ['is_split = true', ...categoryCorrection(null, values)] : []),
        ...(typeof split === 'object'
          ? ['is_split = false', ...(await this.categoryChange(manager, userId, split.wholeWith, values))]
          : []),
        ...(await textChanges(manager, userId, before, input, values)),
        ...plainChanges(input, values),
      ];
      if (changes.length) {
        await manager.query(
          `update transactions.transaction t set ${changes.join(', ')}, edited_at = now(), updated_at = now()
           where t.id = ${values.add(input.id)}`,
          values.list,
        );
        if (input.categoryId != null) await this.learning.corrected(manager, userId);
        await raiseLedgerVersion(manager, userId);
      }
      return this.transactions.get(userId, input.id, manager);
    });
  }

  private async accountChange(
    manager: EntityManager,
    userId: string,
    before: Before,
    { accountId, id }: UpdateTransactionInput,
    values: SqlValues,
  ): Promise<string[]> {
    if (accountId == null) return [];
    const currency = await currencyOfAccount(manager, userId, accountId);
    if (currency !== before.currency) {
      throw invalidField(
        'accountId',
        `The transaction is in ${before.currency} and that account in ${currency}: it cannot move there`,
      );
    }
    if (accountId.toLowerCase() === before.accountId) return [];
    await keepIdentityInAccount(manager, id);
    const account = values.add(accountId, 'uuid');
    // Back where it has been, it is what it was. Else the account may have a row of the same fingerprint already: this one then
    // counts as its repetition.
    return [
      `account_id = ${account}`,
      `occurrence = coalesce(
         (select min(i.occurrence) from transactions.other_identity i
          where i.transaction_id = t.id and i.account_id = ${account} and i.fingerprint = t.fingerprint
            and not exists (select from transactions.transaction o
              where o.account_id = i.account_id and o.fingerprint = i.fingerprint and o.occurrence = i.occurrence)),
         (select max(o.occurrence) + 1 from transactions.transaction o
          where o.account_id = ${account} and o.fingerprint = t.fingerprint),
         t.occurrence)`,
    ];
  }

  private async categoryChange(
    manager: EntityManager,
    userId: string,
    categoryId: string | null | undefined,
    values: SqlValues,
  ): Promise<string[]> {
    if (categoryId === undefined) return [];
    if (categoryId !== null) await this.categories.requireUsable(manager, userId, categoryId);
    return categoryCorrection(categoryId, values);
  }
}

/** A person's word on the category, as columns to set: certain, or emptied. */
export function categoryCorrection(categoryId: string | null, values: SqlValues): string[] {
  return categoryId === null
    ? ['category_id = null', `category_source = 'none'`, 'confidence = null']
    : [`category_id = ${values.add(categoryId)}`, `category_source = 'user'`, 'confidence = 1'];
}

async function lockedRow(manager: EntityManager, userId: string, id: string): Promise<Before> {
  const rows: (Before & { amountMinor: string })[] = await manager.query(
    `select account_id as "accountId", amount_minor as "amountMinor", is_split as "isSplit", currency, description, counterparty
     from transactions.transaction where id = $1 and user_id = $2 for update`,
    [id, userId],
  );
  if (!rows[0]) throw transactionNotFound(id);
  return { ...rows[0], amountMinor: toSafeNumber(rows[0].amountMinor) };
}

async function textChanges(
  manager: EntityManager,
  userId: string,
  before: Before,
  input: UpdateTransactionInput,
  values: SqlValues,
): Promise<string[]> {
  if (input.description == null && input.counterparty === undefined) return [];
  const description = input.description == null ? before.description : checkedName('description', input.description);
  const counterparty = input.counterparty === undefined ? before.counterparty : input.counterparty?.trim() || null;
  const key = merchantKey(description, counterparty ?? undefined);
  await noteCounterparties(manager, userId, [{ merchantKey: key, description, counterparty }]);
  return [
    `description = ${values.add(description)}`,
    `counterparty = ${values.add(counterparty)}`,
    `merchant_key = ${values.add(key)}`,
  ];
}

function plainChanges(input: UpdateTransactionInput, values: SqlValues): string[] {
  const { bookedOn, valueOn, amountMinor, notes, tags, status } = input;
  const changes: string[] = [];
  if (bookedOn != null) changes.push(`booked_on = ${values.add(checkedDate('bookedOn', bookedOn))}`);
  if (valueOn !== undefined) changes.push(`value_on = ${values.add(valueOn === null ? null : checkedDate('valueOn', valueOn))}`);
  if (amountMinor != null) changes.push(`amount_minor = ${values.add(amountMinor)}`);
  if (notes !== undefined) changes.push(`notes = ${values.add(notes)}`);
  if (tags != null) changes.push(`tags = ${values.add(tags)}`);
  if (status != null) changes.push(`status = ${values.add(status)}`);
  return changes;
}
