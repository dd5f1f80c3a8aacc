import { Injectable, Logger } from '@nestjs/common';
import { InjectDatabase } from '#database';
import type { DataSource } from 'typeorm';
import { UserEntity } from './user.entity.js';

/** Deletes an account; sessions and API keys go with it. */
@Injectable()
export class DeleteAccount {
  private readonly audit = new Logger('Audit');

  constructor(@InjectDatabase('auth') private readonly dataSource: DataSource) {}

  /** Where the last administrator goes, the one who has been here longest takes over: somebody must look after the others. */
  async run(userId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query(`select pg_advisory_xact_lock(hashtext('auth.register'))`);
      await manager.delete(UserEntity, { id: userId });
      if (!(await manager.existsBy(UserEntity, { role: 'admin' }))) {
        const [heir] = await manager.find(UserEntity, { order: { createdAt: 'ASC', id: 'ASC' }, take: 1 });
        if (heir) await manager.update(UserEntity, { id: heir.id }, { role: 'admin' });
      }
    });
    this.audit.log({ msg: 'An account was deleted', userId });
  }
}
