import { Injectable } from '@nestjs/common';
import { Config } from '#config';
import type { SetupState, User } from '#contracts/auth';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import type { DataSource } from 'typeorm';
import { toUser } from './to-user.js';
import { UserEntity } from './user.entity.js';

@Injectable()
export class UsersService {
  constructor(
    @InjectDatabase('auth') private readonly dataSource: DataSource,
    private readonly config: Config,
  ) {}

  async setupState(manager = this.dataSource.manager): Promise<SetupState> {
    const hasUsers = await manager.exists(UserEntity);
    return { hasUsers, registrationOpen: !hasUsers || this.config.registration === 'open' };
  }

  /** @throws ServiceError `unauthorized` when the account is gone */
  async find(id: string): Promise<User> {
    const user = await this.dataSource.manager.findOneBy(UserEntity, { id });
    if (!user) throw new ServiceError('unauthorized', 'There is no such account any more');
    return toUser(user);
  }
}
