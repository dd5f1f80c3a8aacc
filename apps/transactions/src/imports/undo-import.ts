import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import { lockLedger, raiseLedgerVersion } from '../ledger/ledger-version.js';
import { unbook } from './book-pending.js';
import { ImportEntity } from './import.entity.js';
import { takeBackOpenings } from './statement-balances.js';

/**
 * Takes back what an import added, but for rows that a person has edited since: their work is not thrown away. What it booked is
 * pending again, and an opening balance that it set is gone.
 */
@Injectable()
export class UndoImport {
  constructor(@InjectDatabase('transactions') private readonly database: DataSource) {}

  /** @throws ServiceError `imports.not-found`, `imports.still-running`, `imports.already-undone` */
  run(userId: string, id: string): Promise<void> {
    return this.database.transaction(async (manager) => {
      const record = await manager
        .getRepository(ImportEntity)
        .findOne({ where: { id, userId }, lock: { mode: 'pessimistic_write' } });
      if (!record) throw new ServiceError('imports.not-found', 'There is no such import');
      if (record.state === 'running') throw new ServiceError('imports.still-running', 'Wait until the import has ended');
      if (record.state === 'undone') throw new ServiceError('imports.already-undone', 'This import has been undone already');
      await lockLedger(manager, userId);
      await unbook(manager, { userId, importId: id });
      await manager.query('delete from transactions.transaction where import_id = $1 and user_id = $2 and edited_at is null', [
        id,
        userId,
      ]);
      // What its rows were in another guise is forgotten with it; a pending row that stays keeps what the bank had said.
      await manager.query(
        `delete from transactions.other_identity o where o.import_id = $1 and o.user_id = $2
         and not exists (select from transactions.transaction t where t.id = o.transaction_id and t.import_id = $1)`,
        [id, userId],
      );
      await takeBackOpenings(manager, userId, record.balances);
      await manager.getRepository(ImportEntity).update({ id }, { state: 'undone', kept: await countKept(manager, id) });
      await raiseLedgerVersion(manager, userId);
    });
  }
}

async function countKept(manager: EntityManager, id: string): Promise<number> {
  const [{ kept }]: [{ kept: number }] = await manager.query(
    'select count(*)::int as kept from transactions.transaction where import_id = $1',
    [id],
  );
  return kept;
}
