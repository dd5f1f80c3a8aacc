import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { ApiKeyScope } from '#contracts/auth';
import { UserEntity } from '../users/user.entity.js';

@Entity({ schema: 'auth', name: 'api_key' })
export class ApiKeyEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Index('api_key_user')
  @Column({ name: 'user_id', type: 'uuid' })
  userId: string;

  @ManyToOne(() => UserEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'user_id' })
  user: UserEntity;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  /** The first characters of the key, to tell keys apart. */
  @Column({ type: 'varchar', length: 20 })
  prefix: string;

  /** SHA-256 of the whole key. */
  @Column({ type: 'bytea', unique: true })
  hash: Buffer;

  @Column({ type: 'varchar', length: 20, array: true })
  scopes: ApiKeyScope[];

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** To the minute. */
  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;

  /** Null: never. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null;
}
