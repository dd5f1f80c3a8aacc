import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Affected, IdInput } from '#contracts/common';
import { SavedFilter, SavedFilterList, SaveFilterInput, transactionsContract } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { Implements, requireUser, ServiceError, type CallContext } from '#rpc';
import { checkedFilter, checkedName } from '../ledger/check-input.js';
import { SavedFilterEntity } from './saved-filter.entity.js';

@Injectable()
export class SavedFiltersHandler {
  constructor(@InjectDatabase('transactions') private readonly database: DataSource) {}

  /** By name. */
  @Implements(transactionsContract.operations.listSavedFilters)
  async listSavedFilters(_input: object, call: CallContext): Promise<SavedFilterList> {
    const filters = await this.database
      .getRepository(SavedFilterEntity)
      .find({ where: { userId: requireUser(call).id }, order: { name: 'ASC' } });
    return { items: filters.map(({ id, name, filter }) => ({ id, name, filter })) };
  }

  /** Saving under a name that is there replaces its filter. */
  @Implements(transactionsContract.operations.saveFilter)
  async saveFilter(input: SaveFilterInput, call: CallContext): Promise<SavedFilter> {
    const name = checkedName('name', input.name);
    const rows: SavedFilter[] = await this.database.query(
      `insert into transactions.saved_filter (user_id, name, filter) values ($1, $2, $3)
       on conflict (user_id, name) do update set filter = excluded.filter
       returning id, name, filter`,
      [requireUser(call).id, name, JSON.stringify(checkedFilter(input.filter))],
    );
    return rows[0]!;
  }

  @Implements(transactionsContract.operations.deleteSavedFilter)
  async deleteSavedFilter({ id }: IdInput, call: CallContext): Promise<Affected> {
    const { affected } = await this.database.getRepository(SavedFilterEntity).delete({ id, userId: requireUser(call).id });
    if (!affected) throw new ServiceError('saved-filters.not-found', 'There is no such saved filter');
    return { affected };
  }
}
