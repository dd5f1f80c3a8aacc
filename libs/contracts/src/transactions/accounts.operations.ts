import { Nothing, operation } from '#rpc';
import { Affected, IdInput } from '../common/index.js';
import {
  Account,
  AccountList,
  Balances,
  BalancesInput,
  CreateAccountInput,
  DeleteAccountInput,
  UpdateAccountInput,
} from './accounts.dto.js';

export const accountOperations = {
  listAccounts: operation({ input: Nothing, output: AccountList, idempotent: true }),
  getAccount: operation({ input: IdInput, output: Account, idempotent: true }),
  createAccount: operation({ input: CreateAccountInput, output: Account }),
  updateAccount: operation({ input: UpdateAccountInput, output: Account }),
  deleteAccount: operation({ input: DeleteAccountInput, output: Affected, timeoutMs: 20_000 }),
  balances: operation({ input: BalancesInput, output: Balances, idempotent: true }),
};
