import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TrafficVariant } from '#contracts/inference';

/** How a model's requests are divided; no row: production answers all. */
@Entity({ schema: 'inference', name: 'traffic_rule' })
export class TrafficRuleEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'traffic_rule_pk' })
  name: string;

  @Column('jsonb', { default: [] })
  variants: TrafficVariant[];

  @Column('integer', { nullable: true })
  shadow: number | null;

  /** Mixed into the hash of a user. */
  @Column('text')
  seed: string;

  @Column('timestamptz', { name: 'started_at' })
  startedAt: Date;
}
