import type { StatementAccount } from './statement.js';

/**
 * What is known of an account after one more statement of it: the balance before the earliest of its statements, and after the
 * latest, whatever their order in the file.
 */
export function withStatement(known: StatementAccount | undefined, statement: StatementAccount): StatementAccount {
  if (!known) return statement;
  const account = { ...known, ...statement };
  if (known.openingBalanceMinor !== undefined && !isBefore(statement, known)) {
    account.openingBalanceMinor = known.openingBalanceMinor;
    account.openingBalanceOn = known.openingBalanceOn;
  }
  if (known.balanceMinor !== undefined && known.balanceOn !== undefined && (statement.balanceOn ?? '') < known.balanceOn) {
    account.balanceMinor = known.balanceMinor;
    account.balanceOn = known.balanceOn;
  }
  return account;
}

function isBefore(statement: StatementAccount, known: StatementAccount): boolean {
  if (statement.openingBalanceMinor === undefined) return false;
  return (statement.openingBalanceOn ?? '9999') < (known.openingBalanceOn ?? '');
}
