import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { CounterpartyEntity } from './counterparty.entity.js';

const KEY = { primaryKeyConstraintName: 'counterparty_key_pk' };

/**
 * Whose a merchant key is. Transactions know only their merchant key, so that merging and renaming counterparties writes a few
 * rows here and none of the ledger.
 */
@Entity({ schema: 'transactions', name: 'counterparty_key' })
@Index('counterparty_key_of', ['counterpartyId'])
export class CounterpartyKeyEntity {
  @PrimaryColumn('uuid', { name: 'user_id', ...KEY })
  userId: string;

  /** As categorisation/merchant-key.ts makes it. */
  @PrimaryColumn('text', { name: 'merchant_key', ...KEY })
  merchantKey: string;

  @Column('uuid', { name: 'counterparty_id' })
  counterpartyId: string;

  @ManyToOne(() => CounterpartyEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'counterparty_id', foreignKeyConstraintName: 'counterparty_key_counterparty' })
  counterparty?: CounterpartyEntity;
}
