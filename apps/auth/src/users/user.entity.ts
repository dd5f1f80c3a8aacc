import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { UserRole } from '#contracts/auth';

@Entity({ schema: 'auth', name: 'user' })
export class UserEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  /** In lower case. */
  @Column({ type: 'varchar', length: 254, unique: true })
  email: string;

  @Column({ type: 'varchar', length: 100, nullable: true })
  name: string | null;

  @Column({ type: 'varchar', length: 10 })
  role: UserRole;

  /** Argon2 in PHC format, so that it says its own parameters. */
  @Column({ name: 'password_hash', type: 'text' })
  passwordHash: string;

  /** Raised when the password changes, but not when the same one is hashed anew: a sign-in in flight compares it. */
  @Column({ name: 'password_version', type: 'integer', default: 1 })
  passwordVersion: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
