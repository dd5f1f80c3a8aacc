import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Wrong passwords in a row, by e-mail address or by network address. */
@Entity({ schema: 'auth', name: 'attempt' })
export class AttemptEntity {
  /** SHA-256 of the kind and the address: of fixed size, and no list of the addresses that strangers tried. */
  @PrimaryColumn({ type: 'bytea' })
  key: Buffer;

  @Column({ type: 'integer', default: 0 })
  failures: number;

  /** Attempts before this moment are refused unseen. */
  @Column({ name: 'blocked_until', type: 'timestamptz', default: () => 'now()' })
  blockedUntil: Date;

  @Index('attempt_last_at')
  @Column({ name: 'last_at', type: 'timestamptz', default: () => 'now()' })
  lastAt: Date;
}
