import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';
import type { AccountAssignment, FileWarning, ImportState } from '#contracts/transactions';
import type { CsvMapping, StatementFormat } from './formats/index.js';

/** One imported file and what became of its rows. Never deleted: an undone import stays as a record. */
@Entity({ schema: 'transactions', name: 'import' })
@Index('import_by_user', ['userId', 'id'])
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

  /** CSV only. */
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

  @Column('text', { nullable: true })
  error: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;
}
