import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What became of a POST that carried an Idempotency-Key. Without a status it is still being answered. */
@Entity({ schema: 'gateway', name: 'idempotency_key' })
export class IdempotencyKeyEntity {
  @PrimaryColumn('uuid', { name: 'user_id' })
  userId: string;

  @PrimaryColumn('varchar', { length: 200 })
  key: string;

  /** SHA-256 of method, URL and body: the same key for something else is refused. */
  @Column('bytea')
  fingerprint: Buffer;

  @Column('smallint', { nullable: true })
  status: number | null;

  /** The answer's JSON text as it was sent; null for one without a body. */
  @Column('text', { nullable: true })
  body: string | null;

  @Column('varchar', { length: 500, nullable: true })
  location: string | null;

  @Index('idempotency_key_created_at')
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
