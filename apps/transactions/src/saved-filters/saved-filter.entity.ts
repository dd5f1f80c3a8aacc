import { Column, CreateDateColumn, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { TransactionFilter } from '#contracts/transactions';

/** A filter that the user named to find it again. */
@Entity({ schema: 'transactions', name: 'saved_filter' })
@Unique('saved_filter_name', ['userId', 'name'])
export class SavedFilterEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'saved_filter_pk' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('text')
  name: string;

  @Column('jsonb')
  filter: TransactionFilter;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
