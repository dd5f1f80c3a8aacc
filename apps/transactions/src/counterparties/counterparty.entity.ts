import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

/** Somebody whom the user pays or is paid by. Its transactions are those whose merchant key is one of its keys. */
@Entity({ schema: 'transactions', name: 'counterparty' })
@Index('counterparty_user', ['userId'])
export class CounterpartyEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'counterparty_pk' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('text')
  name: string;

  /** The user chose the name; otherwise it was derived from what the bank wrote. */
  @Column('boolean', { name: 'named_by_user', default: false })
  namedByUser: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
