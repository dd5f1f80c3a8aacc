import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Affected, IdInput } from '#contracts/common';
import { CreateRuleInput, Rule, RuleList, transactionsContract } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { Implements, requireUser, ServiceError, type CallContext } from '#rpc';
import { CategoriesRepository } from '../categories/categories.repository.js';
import { checkedName } from '../ledger/check-input.js';
import { RuleEntity } from './rule.entity.js';

@Injectable()
export class RulesHandler {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly categories: CategoriesRepository,
  ) {}

  @Implements(transactionsContract.operations.listRules)
  async listRules(_input: object, call: CallContext): Promise<RuleList> {
    const rules = await this.database
      .getRepository(RuleEntity)
      .find({ where: { userId: requireUser(call).id }, order: { position: 'ASC', id: 'ASC' } });
    return { items: rules.map(toRule) };
  }

  /** A new rule is tried after the others. */
  @Implements(transactionsContract.operations.createRule)
  async createRule(input: CreateRuleInput, call: CallContext): Promise<Rule> {
    const userId = requireUser(call).id;
    const contains = checkedName('contains', input.contains);
    return this.database.transaction(async (manager) => {
      await this.categories.requireUsable(manager, userId, input.categoryId);
      const rules = manager.getRepository(RuleEntity);
      const last = await rules.maximum('position', { userId });
      return toRule(
        await rules.save(rules.create({ userId, position: (last ?? 0) + 1, contains, categoryId: input.categoryId })),
      );
    });
  }

  @Implements(transactionsContract.operations.deleteRule)
  async deleteRule({ id }: IdInput, call: CallContext): Promise<Affected> {
    const { affected } = await this.database.getRepository(RuleEntity).delete({ id, userId: requireUser(call).id });
    if (!affected) throw new ServiceError('rules.not-found', 'There is no such rule');
    return { affected };
  }
}

function toRule({ id, contains, categoryId, createdAt }: RuleEntity): Rule {
  return { id, contains, categoryId, createdAt: createdAt.toISOString() };
}
