import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { ImportEntity } from './import.entity.js';

/** A row of an imported file that became no transaction, and why. */
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
  outcome: 'skipped' | 'failed';

  @Column('int')
  line: number;

  @Column('text')
  code: string;

  @Column('text')
  message: string;

  @Column('text')
  excerpt: string;

  /** The transaction that a skipped row equals; it may have been deleted since. */
  @Column('uuid', { name: 'transaction_id', nullable: true })
  transactionId: string | null;
}
