import { Nothing, operation } from '#rpc';
import { Affected, IdInput } from '../common/index.js';
import { CreateGoalInput, Goal, GoalList, UpdateGoalInput } from './goals.dto.js';

export const goalOperations = {
  listGoals: operation({ input: Nothing, output: GoalList, idempotent: true }),
  createGoal: operation({ input: CreateGoalInput, output: Goal }),
  updateGoal: operation({ input: UpdateGoalInput, output: Goal }),
  deleteGoal: operation({ input: IdInput, output: Affected }),
};
