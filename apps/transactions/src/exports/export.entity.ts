import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ExportFormat, ExportState, TransactionFilter } from '#contracts/transactions';
import { safeBigint } from '../ledger/minor-units.column.js';

/** A file made for a user. The row goes when the file does. */
@Entity({ schema: 'transactions', name: 'export' })
@Index('export_by_user', ['userId', 'id'])
@Check('export_state_known', `"state" in ('running', 'completed', 'failed')`)
export class ExportEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'export_pk' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('uuid', { name: 'job_id', nullable: true })
  jobId: string | null;

  @Column('text')
  format: ExportFormat;

  @Column('jsonb', { nullable: true })
  filter: TransactionFilter | null;

  @Column('boolean', { default: false })
  bom: boolean;

  /** Of the ledger when it was asked for: the same question about the same ledger has the same answer. */
  @Column('bigint', { name: 'ledger_version', transformer: safeBigint })
  ledgerVersion: number;

  @Column('text', { default: 'running' })
  state: ExportState;

  @Column('text', { name: 'file_name' })
  fileName: string;

  @Column('bigint', { nullable: true, transformer: safeBigint })
  bytes: number | null;

  @Column('int', { nullable: true })
  transactions: number | null;

  @Column('text', { nullable: true })
  error: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Index('export_expires')
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}

/** Where the file lies; every blob of a user is under a folder of theirs. */
export const exportBlobKey = ({ userId, id }: Pick<ExportEntity, 'userId' | 'id'>): string => `exports/${userId}/${id}`;

export const EXPORT_CONTENT_TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  ofx: 'application/x-ofx',
  qif: 'application/qif',
  jsonl: 'application/jsonl',
  archive: 'application/zip',
};
