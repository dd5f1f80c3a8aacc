import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { RegisterInput, SessionTokens } from '#contracts/auth';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import type { DataSource, EntityManager } from 'typeorm';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { assertPasswordAllowed } from '../passwords/password-rules.js';
import { StartSession } from '../sessions/start-session.js';
import { UserEntity } from './user.entity.js';
import { UsersService } from './users.service.js';

/** Creates an account and signs its owner in. The first account of an installation is its administrator's. */
@Injectable()
export class RegisterUser {
  constructor(
    @InjectDatabase('auth') private readonly dataSource: DataSource,
    private readonly users: UsersService,
    private readonly hasher: PasswordHasher,
    private readonly startSession: StartSession,
  ) {}

  /** @throws ServiceError `auth.registration-closed`, `auth.weak-password`, `auth.email-taken` */
  async run({ email, password, name, ...client }: RegisterInput): Promise<SessionTokens> {
    await this.assertOpen();
    assertPasswordAllowed(password, email);
    const passwordHash = await this.hasher.hash(password);
    return this.dataSource.transaction(async (manager) => {
      // Registrations take turns, so that only one of two first ones is the first. Asked again, now that it is our turn.
      await manager.query(`select pg_advisory_xact_lock(hashtext('auth.register'))`);
      const first = await this.assertOpen(manager);
      if (await manager.existsBy(UserEntity, { email })) {
        throw new ServiceError('auth.email-taken', 'There is an account with this e-mail address already');
      }
      const id = randomUUID();
      await manager.insert(UserEntity, { id, email, name: name?.trim() || null, role: first ? 'admin' : 'user', passwordHash });
      return this.startSession.run(manager, await manager.findOneByOrFail(UserEntity, { id }), client);
    });
  }

  /** Answers whether this would be the first account. */
  private async assertOpen(manager?: EntityManager): Promise<boolean> {
    const { hasUsers, registrationOpen } = await this.users.setupState(manager);
    if (!registrationOpen) throw new ServiceError('auth.registration-closed', 'No further accounts can be created here');
    return !hasUsers;
  }
}
