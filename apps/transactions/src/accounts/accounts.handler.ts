import { Injectable } from '@nestjs/common';
import { Affected, IdInput } from '#contracts/common';
import {
  Account,
  AccountList,
  Balances,
  BalancesInput,
  CreateAccountInput,
  DeleteAccountInput,
  transactionsContract,
  UpdateAccountInput,
} from '#contracts/transactions';
import { Implements, requireUser, type CallContext } from '#rpc';
import { ExchangeRates, today } from '../exchange-rates/exchange-rates.service.js';
import { ReportingCurrency } from '../exchange-rates/reporting-currency.js';
import { checkedDate } from '../ledger/check-input.js';
import { AccountsRepository } from './accounts.repository.js';
import { ChangeAccounts } from './change-accounts.js';

@Injectable()
export class AccountsHandler {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly changeAccounts: ChangeAccounts,
    private readonly exchange: ExchangeRates,
    private readonly reporting: ReportingCurrency,
  ) {}

  @Implements(transactionsContract.operations.listAccounts)
  async listAccounts(_input: object, call: CallContext): Promise<AccountList> {
    return { items: await this.accounts.list(requireUser(call).id) };
  }

  @Implements(transactionsContract.operations.getAccount)
  async getAccount({ id }: IdInput, call: CallContext): Promise<Account> {
    return this.accounts.get(requireUser(call).id, id);
  }

  @Implements(transactionsContract.operations.createAccount)
  async createAccount(input: CreateAccountInput, call: CallContext): Promise<Account> {
    const userId = requireUser(call).id;
    return this.accounts.get(userId, await this.changeAccounts.create(userId, input));
  }

  @Implements(transactionsContract.operations.updateAccount)
  async updateAccount(input: UpdateAccountInput, call: CallContext): Promise<Account> {
    const userId = requireUser(call).id;
    await this.changeAccounts.update(userId, input);
    return this.accounts.get(userId, input.id);
  }

  @Implements(transactionsContract.operations.deleteAccount)
  async deleteAccount(input: DeleteAccountInput, call: CallContext): Promise<Affected> {
    return { affected: await this.changeAccounts.delete(requireUser(call).id, input) };
  }

  @Implements(transactionsContract.operations.balances)
  async balances({ on }: BalancesInput, call: CallContext): Promise<Balances> {
    const userId = requireUser(call).id;
    const day = on == null ? undefined : checkedDate('on', on);
    const [balances, { currency }] = await Promise.all([this.accounts.balances(userId, day), this.reporting.of(userId)]);
    const sums = balances.totals.map((total) => ({ currency: total.currency, amountMinor: total.balanceMinor }));
    return { ...balances, reporting: await this.exchange.total(userId, sums, currency, day ?? today()) };
  }
}
