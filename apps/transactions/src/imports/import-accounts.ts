import type { EntityManager } from 'typeorm';
import type { AccountAssignment } from '#contracts/transactions';
import { accountNotFound } from '../accounts/accounts.repository.js';
import { AccountEntity } from '../accounts/account.entity.js';

interface Choice {
  /** For rows whose file names no account, or one that is neither assigned nor known by its reference. */
  accountId?: string | null;
  assignments?: AccountAssignment[];
}

/** The accounts of ours that an import writes to, and how the accounts inside its file are matched with them. */
export class ImportAccounts {
  private constructor(
    private readonly byId: Map<string, AccountEntity>,
    private readonly byRef: Map<string, AccountEntity>,
    private readonly fallback?: AccountEntity,
  ) {}

  /** @throws ServiceError `accounts.not-found` for an account that is not the user's */
  static async load(manager: EntityManager, userId: string, choice: Choice): Promise<ImportAccounts> {
    const accounts = await manager.getRepository(AccountEntity).find({ where: { userId } });
    const byId = new Map(accounts.map((account) => [account.id, account]));
    const mine = (id: string): AccountEntity => {
      const account = byId.get(id.toLowerCase());
      if (!account) throw accountNotFound(id);
      return account;
    };
    const byRef = new Map<string, AccountEntity>();
    for (const account of accounts) if (account.bankRef) byRef.set(account.bankRef, account);
    for (const { ref, accountId } of choice.assignments ?? []) byRef.set(ref, mine(accountId));
    return new ImportAccounts(byId, byRef, choice.accountId ? mine(choice.accountId) : undefined);
  }

  /**
   * Who names an account for a file that holds one means that account, whatever number the file gives it; in a file of several
   * it is the one for those that nobody knows.
   * @param refs the accounts that the file is seen to hold
   */
  static meant({ accountId, assignments = [] }: Choice, refs: readonly string[]): AccountAssignment[] {
    const [ref] = refs;
    if (!accountId || refs.length !== 1 || ref === undefined || assignments.some((each) => each.ref === ref)) return assignments;
    return [...assignments, { ref, accountId }];
  }

  /** The account for a row of the file; undefined where nobody said which. */
  of(ref: string | undefined): AccountEntity | undefined {
    return (ref === undefined ? undefined : this.byRef.get(ref)) ?? this.fallback;
  }

  /** Our account that carries this bank reference, or was assigned to it. */
  assigned(ref: string): AccountEntity | undefined {
    return this.byRef.get(ref);
  }

  /** Every account of ours this import may write to. */
  get(id: string): AccountEntity | undefined {
    return this.byId.get(id);
  }
}
