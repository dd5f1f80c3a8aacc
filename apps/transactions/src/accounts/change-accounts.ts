import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CreateAccountInput, DeleteAccountInput, UpdateAccountInput } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { findCurrency } from '#money';
import { ServiceError } from '#rpc';
import { checkedMinor, checkedName, invalidField } from '../ledger/check-input.js';
import { lockLedger, raiseLedgerVersion } from '../ledger/ledger-version.js';
import { TransactionEntity } from '../ledger/transaction.entity.js';
import { AccountEntity } from './account.entity.js';
import { accountNotFound } from './accounts.repository.js';

/** Makes, changes and deletes a user's accounts. */
@Injectable()
export class ChangeAccounts {
  constructor(@InjectDatabase('transactions') private readonly database: DataSource) {}

  /** @returns the new account's id */
  async create(userId: string, input: CreateAccountInput): Promise<string> {
    return this.database.transaction(async (manager) => {
      const accounts = manager.getRepository(AccountEntity);
      const { id } = await accounts.save(
        accounts.create({
          userId,
          name: checkedName('name', input.name),
          type: input.type,
          currency: checkedCurrency(input.currency),
          openingBalanceMinor: checkedMinor('openingBalanceMinor', input.openingBalanceMinor ?? 0),
          institution: textOrNull(input.institution),
          bankRef: textOrNull(input.bankRef),
        }),
      );
      await raiseLedgerVersion(manager, userId);
      return id;
    });
  }

  /**
   * Fields that are absent stay; `null` empties institution and bank reference.
   * @throws ServiceError `accounts.not-found`; `accounts.currency-in-use` where transactions are in the old currency
   */
  async update(userId: string, input: UpdateAccountInput): Promise<void> {
    await this.database.transaction(async (manager) => {
      await lockLedger(manager, userId);
      const accounts = manager.getRepository(AccountEntity);
      // Locked, so that no transaction comes in while the currency changes.
      const account = await accounts.findOne({ where: { id: input.id, userId }, lock: { mode: 'pessimistic_write' } });
      if (!account) throw accountNotFound(input.id);
      const currency = input.currency == null ? account.currency : checkedCurrency(input.currency);
      if (currency !== account.currency && (await manager.existsBy(TransactionEntity, { accountId: account.id }))) {
        throw new ServiceError(
          'accounts.currency-in-use',
          `${account.name} has transactions in ${account.currency}: its currency stays`,
        );
      }
      account.currency = currency;
      if (input.name != null) account.name = checkedName('name', input.name);
      account.type = input.type ?? account.type;
      account.openingBalanceMinor = checkedMinor('openingBalanceMinor', input.openingBalanceMinor ?? account.openingBalanceMinor);
      if (input.institution !== undefined) account.institution = textOrNull(input.institution);
      if (input.bankRef !== undefined) account.bankRef = textOrNull(input.bankRef);
      account.archived = input.archived ?? account.archived;
      await accounts.save(account);
      await raiseLedgerVersion(manager, userId);
    });
  }

  /**
   * @returns how many rows it touched: the account and its transactions
   * @throws ServiceError `accounts.not-found`; `accounts.not-empty` without `withTransactions`
   */
  async delete(userId: string, { id, withTransactions }: DeleteAccountInput): Promise<number> {
    return this.database.transaction(async (manager) => {
      await lockLedger(manager, userId);
      const account = await manager.findOne(AccountEntity, { where: { id, userId }, lock: { mode: 'pessimistic_write' } });
      if (!account) throw accountNotFound(id);
      if (!withTransactions && (await manager.existsBy(TransactionEntity, { accountId: id }))) {
        throw new ServiceError(
          'accounts.not-empty',
          `${account.name} has transactions: say that they go too, or move them first`,
        );
      }
      const { affected } = await manager.delete(TransactionEntity, { accountId: id });
      await manager.query('delete from transactions.other_identity where account_id = $1', [id]);
      await manager.remove(account);
      await raiseLedgerVersion(manager, userId);
      return 1 + (affected ?? 0);
    });
  }
}

function checkedCurrency(code: string): string {
  const currency = findCurrency(code.toUpperCase());
  if (!currency) throw invalidField('currency', `currency: ISO 4217 has no ${code}`);
  return currency.code;
}

const textOrNull = (text: string | null | undefined): string | null => text?.trim() || null;
