import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Affected, IdInput } from '#contracts/common';
import {
  CreateRuleInput,
  OrderRulesInput,
  PreviewRuleInput,
  Rule,
  RuleList,
  RulePreview,
  SwitchRuleInput,
  transactionsContract,
  UpdateRuleInput,
} from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { Implements, requireUser, ServiceError, type CallContext } from '#rpc';
import { checkedName } from '../ledger/check-input.js';
import { lockLedger } from '../ledger/ledger-version.js';
import { checkedRule } from './check-rule.js';
import { PreviewRule } from './preview-rule.js';
import { RuleEntity } from './rule.entity.js';
import { requireAll, ruleNotFound, RulesRepository } from './rules.repository.js';

/** More could not be looked after, and each is tried with every row of an import. */
const MAX_RULES = 500;

@Injectable()
export class RulesHandler {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly rules: RulesRepository,
    private readonly preview: PreviewRule,
  ) {}

  @Implements(transactionsContract.operations.listRules)
  async listRules(_input: object, call: CallContext): Promise<RuleList> {
    return { items: (await this.rules.list(requireUser(call).id)).map(toRule) };
  }

  @Implements(transactionsContract.operations.getRule)
  async getRule({ id }: IdInput, call: CallContext): Promise<Rule> {
    return toRule(await this.rules.get(requireUser(call).id, id));
  }

  /** A new rule is tried after the others. */
  @Implements(transactionsContract.operations.createRule)
  createRule(input: CreateRuleInput, call: CallContext): Promise<Rule> {
    return this.change(call, async (manager, userId) => {
      const content = await this.checked(manager, userId, input);
      const rules = manager.getRepository(RuleEntity);
      if ((await rules.countBy({ userId })) >= MAX_RULES) {
        throw new ServiceError('rules.too-many', `There can be at most ${MAX_RULES} rules`);
      }
      const last = await rules.maximum('position', { userId });
      return toRule(await rules.save(rules.create({ userId, position: (last ?? 0) + 1, ...content })));
    });
  }

  @Implements(transactionsContract.operations.updateRule)
  updateRule(input: UpdateRuleInput, call: CallContext): Promise<Rule> {
    return this.change(call, async (manager, userId) => {
      const rule = await this.rules.get(userId, input.id, manager);
      const content = await this.checked(manager, userId, input);
      return toRule(await manager.save(Object.assign(rule, content)));
    });
  }

  @Implements(transactionsContract.operations.switchRule)
  switchRule({ id, enabled }: SwitchRuleInput, call: CallContext): Promise<Rule> {
    return this.change(call, async (manager, userId) => {
      const rule = await this.rules.get(userId, id, manager);
      return toRule(await manager.save(Object.assign(rule, { enabled })));
    });
  }

  @Implements(transactionsContract.operations.orderRules)
  orderRules({ ids }: OrderRulesInput, call: CallContext): Promise<RuleList> {
    return this.change(call, async (manager, userId) => {
      requireAll(await this.rules.list(userId, manager), ids);
      await manager.query(
        `update transactions.rule r set position = x.n
         from unnest($2::uuid[]) with ordinality as x (id, n) where r.id = x.id and r.user_id = $1`,
        [userId, ids],
      );
      return { items: (await this.rules.list(userId, manager)).map(toRule) };
    });
  }

  @Implements(transactionsContract.operations.deleteRule)
  async deleteRule({ id }: IdInput, call: CallContext): Promise<Affected> {
    const { affected } = await this.database.getRepository(RuleEntity).delete({ id, userId: requireUser(call).id });
    if (!affected) throw ruleNotFound();
    return { affected };
  }

  @Implements(transactionsContract.operations.previewRule)
  previewRule(input: PreviewRuleInput, call: CallContext): Promise<RulePreview> {
    return this.preview.run(requireUser(call).id, input);
  }

  /** Changes of one user's rules wait for each other, or two new ones could get the same place. */
  private change<T>(call: CallContext, work: (manager: EntityManager, userId: string) => Promise<T>): Promise<T> {
    const userId = requireUser(call).id;
    return this.database.transaction(async (manager) => {
      await lockLedger(manager, userId);
      return work(manager, userId);
    });
  }

  private async checked(
    manager: EntityManager,
    userId: string,
    { name, enabled, stop, ...draft }: CreateRuleInput,
  ): Promise<Pick<RuleEntity, 'name' | 'enabled' | 'stop' | 'match' | 'conditions' | 'actions'>> {
    const rule = checkedRule(draft);
    await this.rules.requireNamed(manager, userId, rule);
    return { name: checkedName('name', name), enabled: enabled ?? true, stop: stop ?? false, ...rule };
  }
}

function toRule({ id, name, enabled, stop, match, conditions, actions, createdAt }: RuleEntity): Rule {
  return { id, name, enabled, stop, match, conditions, actions, createdAt: createdAt.toISOString() };
}
