import { Injectable } from '@nestjs/common';
import type { LoginInput, SessionTokens } from '#contracts/auth';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import type { DataSource } from 'typeorm';
import { AttemptsService } from '../attempts/attempts.service.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { UserEntity } from '../users/user.entity.js';
import { StartSession } from './start-session.js';

/** Signs a person in with e-mail address and password. */
@Injectable()
export class LogIn {
  constructor(
    @InjectDatabase('auth') private readonly dataSource: DataSource,
    private readonly attempts: AttemptsService,
    private readonly hasher: PasswordHasher,
    private readonly startSession: StartSession,
  ) {}

  /**
   * @throws ServiceError `auth.invalid-credentials`, the same after the same work whether there is no such user or the
   *   password is wrong; `auth.too-many-attempts`; `auth.unavailable`
   */
  async run({ email, password, ...client }: LoginInput): Promise<SessionTokens> {
    await this.attempts.begin({ email, ip: client.ip });
    const user = await this.dataSource.manager.findOneBy(UserEntity, { email });
    const matches = await this.hasher.verify(user?.passwordHash, password);
    if (!user || !matches) throw invalidCredentials();
    if (this.hasher.isWeak(user.passwordHash)) await this.hashAnew(user, password);
    const tokens = await this.dataSource.transaction(async (manager) => {
      // Holds the row against a change of password: one that came between must not leave a session of the old password.
      const unchanged = await manager
        .createQueryBuilder(UserEntity, 'user')
        .where({ id: user.id, passwordVersion: user.passwordVersion })
        .setLock('pessimistic_read')
        .getExists();
      if (!unchanged) throw invalidCredentials();
      return this.startSession.run(manager, user, client);
    });
    await this.attempts.succeed({ email, ip: client.ip });
    return tokens;
  }

  /** The one moment when the password is at hand to be hashed with today's parameters. */
  private async hashAnew(user: UserEntity, password: string): Promise<void> {
    const passwordHash = await this.hasher.hash(password);
    await this.dataSource.manager.update(UserEntity, { id: user.id, passwordVersion: user.passwordVersion }, { passwordHash });
  }
}

function invalidCredentials(): ServiceError {
  return new ServiceError('auth.invalid-credentials', 'The e-mail address or the password is wrong');
}
