import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { SessionEntity } from './session.entity.js';

/** A refresh token, live or used. Used ones are kept as long as their session, so that their return is noticed. */
@Entity({ schema: 'auth', name: 'refresh_token' })
export class RefreshTokenEntity {
  /** SHA-256 of the token. */
  @PrimaryColumn({ type: 'bytea' })
  hash: Buffer;

  @Index('refresh_token_session')
  @Column({ name: 'session_id', type: 'uuid' })
  sessionId: string;

  @ManyToOne(() => SessionEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_id' })
  session: SessionEntity;

  /** The token that this one was given out for; null for the first of a session. */
  @Column({ name: 'parent_hash', type: 'bytea', nullable: true })
  parentHash: Buffer | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** When it was first used; null while it is live. */
  @Column({ name: 'used_at', type: 'timestamptz', nullable: true })
  usedAt: Date | null;

  /** A sibling was used instead of it: it may never be used. */
  @Column({ type: 'boolean', default: false })
  retired: boolean;
}
