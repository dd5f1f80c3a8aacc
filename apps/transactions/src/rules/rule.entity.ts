import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';
import type { RuleAction, RuleCondition, RuleMatch } from '#contracts/transactions';

/** What a person wants done with transactions like these. */
@Entity({ schema: 'transactions', name: 'rule' })
@Index('rule_order', ['userId', 'position'])
@Check('rule_match_known', `"match" in ('all', 'any')`)
export class RuleEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'rule_pk' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  /** Rules are tried from the least position. */
  @Column('int')
  position: number;

  @Column('text')
  name: string;

  @Column('boolean', { default: true })
  enabled: boolean;

  /** After a match, those below are not tried. */
  @Column('boolean', { default: false })
  stop: boolean;

  @Column('text')
  match: RuleMatch;

  @Column('jsonb')
  conditions: RuleCondition[];

  @Column('jsonb')
  actions: RuleAction[];

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
