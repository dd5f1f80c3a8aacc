import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

/** Where the text occurs in description or counterparty, the category holds, whatever the model thinks. */
@Entity({ schema: 'transactions', name: 'rule' })
@Index('rule_order', ['userId', 'position'])
export class RuleEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'rule_pk' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  /** Rules are tried from the least position; the first that matches decides. */
  @Column('int')
  position: number;

  @Column('text')
  contains: string;

  @Column('text', { name: 'category_id' })
  categoryId: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
