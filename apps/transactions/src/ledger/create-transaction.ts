import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CreateTransactionInput, Transaction } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import type { CallContext } from '#rpc';
import { currencyOfAccount } from '../accounts/accounts.repository.js';
import { Categoriser, type Decision } from '../categorisation/categoriser.js';
import { merchantKey } from '../categorisation/merchant-key.js';
import { CategoriesRepository } from '../categories/categories.repository.js';
import { noteCounterparties } from '../counterparties/note-counterparties.js';
import { checkedParts } from '../splits/check-splits.js';
import type { EditedField } from '../rules/rule.js';
import { ChangeSplits } from '../splits/change-splits.js';
import { checkedDate, checkedName, invalidField } from './check-input.js';
import { lockLedger, raiseLedgerVersion } from './ledger-version.js';
import { TransactionsRepository } from './transactions.repository.js';

/** Writes a transaction that a person made by hand. Without a category it gets one as an imported row would. */
@Injectable()
export class CreateTransaction {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly categories: CategoriesRepository,
    private readonly transactions: TransactionsRepository,
    private readonly categoriser: Categoriser,
    private readonly splits: ChangeSplits,
  ) {}

  /** @throws ServiceError `accounts.not-found`, `categories.not-found`, `splits.do-not-add-up`, `invalid-input` */
  async run(userId: string, input: CreateTransactionInput, call: CallContext): Promise<Transaction> {
    const row = {
      bookedOn: checkedDate('bookedOn', input.bookedOn),
      valueOn: input.valueOn == null ? null : checkedDate('valueOn', input.valueOn),
      description: checkedName('description', input.description),
      counterparty: input.counterparty?.trim() || null,
    };
    // Asked before the SQL transaction begins: a model that is slow must not hold locks.
    const decision = await this.decide(userId, input, row, call);
    const { ruled } = decision;
    const counterparty = ruled ? (ruled.counterparty ?? null) : row.counterparty;
    const key = merchantKey(row.description, counterparty ?? undefined);
    return this.database.transaction(async (manager) => {
      await lockLedger(manager, userId);
      const currency = await currencyOfAccount(manager, userId, input.accountId);
      if (decision.categoryId !== undefined) await this.categories.requireUsable(manager, userId, decision.categoryId);
      const splits = input.splits ?? ruled?.parts;
      const parts = splits ? checkedParts(splits, input.amountMinor, currency) : undefined;
      const [{ id }]: [{ id: string }] = await manager.query(
        `with made as (select uuidv7() as id)
         insert into transactions.transaction as t
           (id, user_id, account_id, booked_on, value_on, amount_minor, currency, description, counterparty, category_id,
            category_source, confidence, notes, tags, status, fingerprint, merchant_key, is_split,
            is_transfer, edited_fields)
         select id, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, uuid_send(id), $15, $16, $17, $18 from made
         returning id`,
        [
          userId,
          input.accountId,
          row.bookedOn,
          row.valueOn,
          input.amountMinor,
          currency,
          row.description,
          counterparty,
          decision.categoryId ?? null,
          decision.source,
          decision.confidence ?? null,
          ruled ? (ruled.notes ?? null) : (input.notes ?? null),
          ruled?.tags ?? input.tags ?? [],
          input.status ?? 'booked',
          key,
          parts !== undefined,
          ruled?.isTransfer ?? false,
          saidByHand(input),
        ],
      );
      if (parts) await this.splits.write(manager, userId, id, parts);
      await noteCounterparties(manager, userId, [{ merchantKey: key, description: row.description, counterparty }]);
      await raiseLedgerVersion(manager, userId);
      return this.transactions.get(userId, id, manager);
    });
  }

  private async decide(
    userId: string,
    input: CreateTransactionInput,
    row: { bookedOn: string; description: string; counterparty: string | null },
    call: CallContext,
  ): Promise<Decision> {
    if (input.splits && input.categoryId != null) {
      throw invalidField('categoryId', 'Either parts with their categories, or one category');
    }
    const candidate = {
      description: row.description,
      counterparty: row.counterparty ?? undefined,
      amountMinor: input.amountMinor,
      bookedOn: row.bookedOn,
      entry: {
        accountId: input.accountId.toLowerCase(),
        notes: input.notes ?? undefined,
        tags: input.tags ?? [],
        isSplit: input.splits != null,
        categoryId: input.categoryId ?? undefined,
        editedFields: saidByHand(input),
      },
    };
    const [decision] = await this.categoriser.categorise(userId, [candidate], call);
    return decision ?? { source: 'none' };
  }
}

/** What rules leave as the person wrote it. */
function saidByHand({ counterparty, notes, tags }: CreateTransactionInput): EditedField[] {
  const said: EditedField[] = [];
  if (counterparty?.trim()) said.push('counterparty');
  if (notes) said.push('notes');
  if (tags?.length) said.push('tags');
  return said;
}
