import { Injectable } from '@nestjs/common';
import type { ConfirmIdentityInput } from '#contracts/auth';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import type { DataSource } from 'typeorm';
import { AttemptsService } from '../attempts/attempts.service.js';
import type { CurrentSession } from '../sessions/require-session.js';
import { UserEntity } from '../users/user.entity.js';
import { PasswordHasher } from './password-hasher.js';

/** Makes sure that who is signed in knows the account's address and password. Guesses count as those at sign-in do. */
@Injectable()
export class ConfirmIdentity {
  constructor(
    @InjectDatabase('auth') private readonly dataSource: DataSource,
    private readonly attempts: AttemptsService,
    private readonly hasher: PasswordHasher,
  ) {}

  /** @throws ServiceError `auth.invalid-credentials`, `auth.too-many-attempts`, `auth.unavailable` */
  async run({ userId }: CurrentSession, { email, password }: ConfirmIdentityInput): Promise<void> {
    const user = await this.dataSource.manager.findOneByOrFail(UserEntity, { id: userId });
    await this.attempts.begin({ email: user.email });
    const matches = await this.hasher.verify(user.passwordHash, password);
    if (!matches || email !== user.email) {
      throw new ServiceError('auth.invalid-credentials', 'The e-mail address or the password is not the one of this account');
    }
    await this.attempts.succeed({ email: user.email });
  }
}
