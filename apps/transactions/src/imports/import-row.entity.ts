import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { ImportEntity } from './import.entity.js';
import type { StoredRow } from './incoming-row.js';

/**
 * A row of an imported file that did not simply become a transaction, and why: `skipped` as a duplicate, `failed` to be read,
 * `updated` a pending transaction, or was skipped at first and then `added` because a person said so. While the import runs,
 * rows that cannot be decided before the file's end are `waiting`.
 */
@Entity({ schema: 'transactions', name: 'import_row' })
export class ImportRowEntity {
  @PrimaryColumn('uuid', { name: 'import_id', primaryKeyConstraintName: 'import_row_pk' })
  importId: string;

  @ManyToOne(() => ImportEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'import_id', foreignKeyConstraintName: 'import_row_import' })
  import?: ImportEntity;

  /** Running number in the file: several rows of an OFX file may stand on one line. */
  @PrimaryColumn('int', { primaryKeyConstraintName: 'import_row_pk' })
  number: number;

  @Column('text')
  outcome: 'skipped' | 'failed' | 'updated' | 'added' | 'waiting';

  @Column('int')
  line: number;

  @Column('text')
  code: string;

  @Column('text')
  message: string;

  @Column('text')
  excerpt: string;

  /** The transaction that the row equals, updated or became; it may have been deleted since. */
  @Column('uuid', { name: 'transaction_id', nullable: true })
  transactionId: string | null;

  /** The row as it would enter the ledger, so that a skipped one can be added later; null for those that failed. */
  @Column('jsonb', { nullable: true })
  row: StoredRow | null;

  /** Of an updated transaction: its columns before, for the undoing of the import. */
  @Column('jsonb', { nullable: true })
  previous: object | null;
}
