import { CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

const KEY = { primaryKeyConstraintName: 'rule_dismissal_pk' };

/** A suggestion that the person does not want to see again. */
@Entity({ schema: 'transactions', name: 'rule_dismissal' })
export class RuleDismissalEntity {
  @PrimaryColumn('uuid', { name: 'user_id', ...KEY })
  userId: string;

  @PrimaryColumn('text', { name: 'merchant_key', ...KEY })
  merchantKey: string;

  @PrimaryColumn('text', { name: 'category_id', ...KEY })
  categoryId: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
