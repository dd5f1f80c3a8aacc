import { Injectable } from '@nestjs/common';
import type { ChangePasswordInput } from '#contracts/auth';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import type { DataSource } from 'typeorm';
import { AttemptsService } from '../attempts/attempts.service.js';
import type { CurrentSession } from '../sessions/require-session.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { UserEntity } from '../users/user.entity.js';
import { PasswordHasher } from './password-hasher.js';
import { assertPasswordAllowed } from './password-rules.js';

/** Sets a new password and ends the user's other sessions. Guesses at the current one count as those at sign-in do. */
@Injectable()
export class ChangePassword {
  constructor(
    @InjectDatabase('auth') private readonly dataSource: DataSource,
    private readonly attempts: AttemptsService,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionsService,
  ) {}

  /** @throws ServiceError `auth.weak-password`, `auth.invalid-credentials`, `auth.too-many-attempts`, `auth.unavailable` */
  async run(session: CurrentSession, { currentPassword, newPassword }: ChangePasswordInput): Promise<void> {
    const user = await this.dataSource.manager.findOneByOrFail(UserEntity, { id: session.userId });
    assertPasswordAllowed(newPassword, user.email);
    await this.attempts.begin({ email: user.email });
    if (!(await this.hasher.verify(user.passwordHash, currentPassword))) throw wrongPassword();
    const passwordHash = await this.hasher.hash(newPassword);
    await this.dataSource.transaction(async (manager) => {
      // Of two changes at once only one replaces the password that was checked.
      const { id, passwordVersion } = user;
      const { affected } = await manager.update(
        UserEntity,
        { id, passwordVersion },
        { passwordHash, passwordVersion: passwordVersion + 1 },
      );
      if (!affected) throw wrongPassword();
      await this.sessions.endOthers(session, manager);
    });
    await this.attempts.succeed({ email: user.email });
  }
}

function wrongPassword(): ServiceError {
  return new ServiceError('auth.invalid-credentials', 'The current password is wrong');
}
