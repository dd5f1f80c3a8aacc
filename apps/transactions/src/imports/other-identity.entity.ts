import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { StatedRow } from './stated-row.js';

/**
 * An identity under which a bank's file has stated a transaction besides the one that the transaction carries itself: as it stood
 * while it was pending, in a file of another layout, or in the account that a person has moved it from; and every identity of a
 * transaction that a person has deleted. So no file brings the same movement a second time.
 */
@Entity({ schema: 'transactions', name: 'other_identity' })
@Index('other_identity_user', ['userId', 'statedOn'])
export class OtherIdentityEntity {
  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'other_identity_pk' })
  accountId: string;

  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'other_identity_pk' })
  fingerprint: Buffer;

  @PrimaryColumn('int', { primaryKeyConstraintName: 'other_identity_pk' })
  occurrence: number;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  /**
   * Null where a person has deleted the transaction. No foreign key, which would be looked up for every deleted row: where the
   * transaction goes with its import or its account, a trigger of the database deletes these with it.
   */
  @Index('other_identity_of')
  @Column('uuid', { name: 'transaction_id', nullable: true })
  transactionId: string | null;

  @Index('other_identity_import')
  @Column('uuid', { name: 'import_id' })
  importId: string;

  @Column('boolean')
  pending: boolean;

  /** The day under which the file stated it. */
  @Column('date', { name: 'stated_on' })
  statedOn: string;

  /** What the bank said, to tell later what a person has changed. */
  @Column('jsonb')
  stated: StatedRow;
}
