import { Injectable } from '@nestjs/common';
import { Affected, IdInput } from '#contracts/common';
import { CreateGoalInput, Goal, GoalList, transactionsContract, UpdateGoalInput } from '#contracts/transactions';
import { Implements, requireUser, type CallContext } from '#rpc';
import { GoalsService } from './goals.service.js';

@Injectable()
export class GoalsHandler {
  constructor(private readonly goals: GoalsService) {}

  @Implements(transactionsContract.operations.listGoals)
  listGoals(_input: object, call: CallContext): Promise<GoalList> {
    return this.goals.list(requireUser(call).id);
  }

  @Implements(transactionsContract.operations.createGoal)
  async createGoal(input: CreateGoalInput, call: CallContext): Promise<Goal> {
    const userId = requireUser(call).id;
    return this.goals.get(userId, await this.goals.create(userId, input));
  }

  @Implements(transactionsContract.operations.updateGoal)
  async updateGoal(input: UpdateGoalInput, call: CallContext): Promise<Goal> {
    const userId = requireUser(call).id;
    await this.goals.update(userId, input);
    return this.goals.get(userId, input.id);
  }

  @Implements(transactionsContract.operations.deleteGoal)
  async deleteGoal({ id }: IdInput, call: CallContext): Promise<Affected> {
    await this.goals.delete(requireUser(call).id, id);
    return { affected: 1 };
  }
}
