import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { MAX_ROWS_ANYWAY, type ImportRowsAnywayInput } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { ServiceError, type CallContext } from '#rpc';
import { Categoriser } from '../categorisation/categoriser.js';
import { invalidField } from '../ledger/check-input.js';
import { lockLedger, raiseLedgerVersion } from '../ledger/ledger-version.js';
import { decideRows } from './decide-rows.js';
import { FileCategories } from './file-categories.js';
import { countRows } from './finish-import.js';
import { ImportRowEntity } from './import-row.entity.js';
import { ImportEntity } from './import.entity.js';
import type { IncomingRow } from './incoming-row.js';
import { checkAgain } from './statement-balances.js';
import { identityOf, insertRows, type DecidedRow, type Owner } from './write-rows.js';

/** Adds rows that an import has skipped, because a person knows that they are movements of their own. */
@Injectable()
export class ImportRowsAnyway {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly categoriser: Categoriser,
  ) {}

  /**
   * Rows that were added already, or never skipped, stay as they are.
   * @throws ServiceError `imports.not-found`, `imports.still-running`, `imports.already-undone`; `invalid-input` where it is not
   * said which rows
   */
  async run(userId: string, input: ImportRowsAnywayInput, call: CallContext): Promise<void> {
    if (!input.all && !input.numbers?.length) throw invalidField('numbers', 'Say which of the skipped rows are to be imported');
    const { manager } = this.database;
    const record = await openImport(manager, userId, input.id);
    // Asked before the SQL transaction begins: a model that is slow must not hold locks.
    const rows = await decideRows(
      await skippedRows(manager, input),
      record,
      this.categoriser.begin(userId),
      await FileCategories.load(manager, userId),
      call,
    );
    if (!rows.length) return;
    await this.database.transaction(async (locked) => {
      const { balances: checks } = await openImport(locked, userId, input.id, true);
      await lockLedger(locked, userId);
      const still = new Set((await skippedRows(locked, input)).map(({ number }) => number));
      await this.add(
        locked,
        { userId, importId: record.id },
        rows.filter(({ incoming }) => still.has(incoming.number)),
      );
      const balances = await checkAgain(locked, userId, checks);
      await locked.getRepository(ImportEntity).update({ id: record.id }, { ...(await countRows(locked, record.id)), balances });
      await raiseLedgerVersion(locked, userId);
    });
  }

  private async add(manager: EntityManager, owner: Owner, rows: DecidedRow[]): Promise<void> {
    const apart = await withOwnIdentities(manager, owner.userId, rows);
    await insertRows(manager, owner, apart);
    await manager.query(
      `update transactions.import_row r set outcome = 'added', transaction_id = t.id
       from json_to_recordset($3::json) as x (number int, a uuid, f text, o int)
       join transactions.transaction t on t.account_id = x.a and t.fingerprint = decode(x.f, 'hex') and t.occurrence = x.o
       where r.import_id = $1 and r.number = x.number and t.user_id = $2`,
      [
        owner.importId,
        owner.userId,
        JSON.stringify(apart.map(({ incoming }) => ({ number: incoming.number, ...identityOf(incoming) }))),
      ],
    );
  }
}

async function openImport(manager: EntityManager, userId: string, id: string, lock = false): Promise<ImportEntity> {
  const record = await manager
    .getRepository(ImportEntity)
    .findOne({ where: { id, userId }, ...(lock && { lock: { mode: 'pessimistic_write' } }) });
  if (!record) throw new ServiceError('imports.not-found', 'There is no such import');
  if (record.state === 'running') throw new ServiceError('imports.still-running', 'Wait until the import has ended');
  if (record.state === 'undone') throw new ServiceError('imports.already-undone', 'This import has been undone');
  return record;
}

async function skippedRows(manager: EntityManager, { id, numbers, all }: ImportRowsAnywayInput): Promise<IncomingRow[]> {
  const query = manager
    .getRepository(ImportRowEntity)
    .createQueryBuilder('skipped')
    .where(`skipped.importId = :id and skipped.outcome = 'skipped' and skipped.row is not null`, { id })
    .orderBy('skipped.number')
    .take(MAX_ROWS_ANYWAY);
  if (!all) query.andWhere('skipped.number = any(:numbers)', { numbers });
  return (await query.getMany()).map(({ number, row }) => ({ number, ...row! }));
}

/**
 * Each row with an identity that no other has. One that was taken for another guise of a transaction gets its own back, so that
 * the next import of the file knows it; the twin of a transaction counts as its repetition, as it will in a file that states both.
 */
async function withOwnIdentities(manager: EntityManager, userId: string, rows: DecidedRow[]): Promise<DecidedRow[]> {
  const identities = JSON.stringify(rows.map(({ incoming }) => identityOf(incoming)));
  await manager.query(
    `delete from transactions.other_identity o using json_to_recordset($2::json) as x (a uuid, f text, o int)
     where o.user_id = $1 and o.account_id = x.a and o.fingerprint = decode(x.f, 'hex') and o.occurrence = x.o
       and not exists (select from transactions.transaction t where t.id = o.transaction_id
         and t.account_id = o.account_id and t.fingerprint = o.fingerprint and t.occurrence = o.occurrence)`,
    [userId, identities],
  );
  const taken: { key: string; occurrences: number[] }[] = await manager.query(
    `select x.a || ' ' || x.f as key, array_agg(distinct used.occurrence) as occurrences
     from (select distinct a, f from json_to_recordset($1::json) as x (a uuid, f text)) x
     cross join lateral (
       select occurrence from transactions.transaction t where t.account_id = x.a and t.fingerprint = decode(x.f, 'hex')
       union all
       select occurrence from transactions.other_identity o where o.account_id = x.a and o.fingerprint = decode(x.f, 'hex')) used
     group by 1`,
    [identities],
  );
  const used = new Map(taken.map(({ key, occurrences }) => [key, new Set(occurrences)]));
  return rows.map((row) => {
    const { accountId, fingerprint } = row.incoming;
    const key = `${accountId} ${fingerprint}`;
    const numbers = used.get(key) ?? new Set<number>();
    used.set(key, numbers);
    let { occurrence } = row.incoming;
    if (numbers.has(occurrence)) occurrence = Math.max(...numbers) + 1;
    numbers.add(occurrence);
    return { ...row, incoming: { ...row.incoming, occurrence } };
  });
}
