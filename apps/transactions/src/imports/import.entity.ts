import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';
import type { AccountAssignment, FileWarning, ImportState } from '#contracts/transactions';
import type { CsvMapping, StatementFormat, StatementPosition } from './formats/index.js';
import type { BalanceCheck } from './statement-balances.js';

/** One imported file and what became of its rows. Never deleted: an undone import stays as a record. */
@Entity({ schema: 'transactions', name: 'import' })
@Index('import_by_user', ['userId', 'id'])
@Index('import_file_kept', ['createdAt'], { where: '"file_kept"' })
@Check('import_state_known', `"state" in ('running', 'completed', 'failed', 'undone')`)
export class ImportEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'import_pk' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('uuid', { name: 'job_id', nullable: true })
  jobId: string | null;

  @Column('text', { name: 'file_name' })
  fileName: string;

  @Column('text', { name: 'upload_key' })
  uploadKey: string;

  @Column('text')
  format: StatementFormat;

  /** Files that are read by a mapping of columns. */
  @Column('jsonb', { nullable: true })
  mapping: CsvMapping | null;

  /** For rows whose file names no account, or one that is not assigned. */
  @Column('uuid', { name: 'account_id', nullable: true })
  accountId: string | null;

  @Column('jsonb', { default: [] })
  assignments: AccountAssignment[];

  @Column('text', { default: 'running' })
  state: ImportState;

  @Column('int', { default: 0 })
  added: number;

  /** Pending transactions that the file stated as booked; they count neither as added nor as skipped. */
  @Column('int', { default: 0 })
  updated: number;

  @Column('int', { default: 0 })
  skipped: number;

  @Column('int', { default: 0 })
  failed: number;

  @Column('int', { default: 0 })
  categorised: number;

  /** Rows that stayed when the import was undone, because they had been edited. */
  @Column('int', { nullable: true })
  kept: number | null;

  @Column('jsonb', { default: [] })
  warnings: FileWarning[];

  /** What an investment account held, as the file lists it. */
  @Column('jsonb', { default: [] })
  positions: StatementPosition[];

  @Column('jsonb', { default: [] })
  balances: BalanceCheck[];

  /** The uploaded file is still in the store. */
  @Column('boolean', { name: 'file_kept', default: true })
  fileKept: boolean;

  @Column('text', { nullable: true })
  error: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;
}
