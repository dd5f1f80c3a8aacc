import type { EntityManager } from 'typeorm';
import type { ImportRun } from './import-run.js';
import { ImportEntity } from './import.entity.js';
import { forgetWaiting } from './rejected-rows.js';

type Counts = Pick<ImportEntity, 'added' | 'updated' | 'categorised' | 'skipped' | 'failed'>;

/** What became of an import's rows, counted from what the tables hold. A divided row counts as categorised. */
export async function countRows(manager: EntityManager, importId: string): Promise<Counts> {
  const [counts]: [Counts] = await manager.query(
    `select t.added - r.updated as added, r.updated, t.categorised, r.skipped, r.failed
     from (select count(*)::int as added, count(*) filter (where category_id is not null or is_split)::int as categorised
           from transactions.transaction where import_id = $1) t,
          (select count(*) filter (where outcome = 'skipped')::int as skipped,
             count(*) filter (where outcome = 'failed')::int as failed, count(*) filter (where outcome = 'updated')::int as updated
           from transactions.import_row where import_id = $1) r`,
    [importId],
  );
  return counts;
}

/** Writes the end of an import. */
export async function finish(
  manager: EntityManager,
  importId: string,
  end: Pick<Partial<ImportEntity>, 'state' | 'error' | 'warnings' | 'positions' | 'balances'>,
): Promise<ImportEntity> {
  const repository = manager.getRepository(ImportEntity);
  await forgetWaiting(manager, importId);
  await repository.update({ id: importId }, { ...(await countRows(manager, importId)), ...end, finishedAt: new Date() });
  return repository.findOneByOrFail({ id: importId });
}

/** The next file of this account is read the same way, and finds it by the bank's own name for it. */
export async function rememberFor(manager: EntityManager, record: ImportEntity, run: ImportRun): Promise<void> {
  if (record.mapping && record.accountId) {
    await manager.query('update transactions.account set import_mapping = $3 where id = $1 and user_id = $2', [
      record.accountId,
      record.userId,
      JSON.stringify(record.mapping),
    ]);
  }
  for (const [ref, accountId] of run.accountRefs) {
    // A number that another account has already would lead the next file to either of them.
    await manager.query(
      `update transactions.account a set bank_ref = $3 where a.id = $1 and a.user_id = $2 and a.bank_ref is null
         and not exists (select from transactions.account o where o.user_id = $2 and o.bank_ref = $3)`,
      [accountId, record.userId, ref],
    );
  }
}
