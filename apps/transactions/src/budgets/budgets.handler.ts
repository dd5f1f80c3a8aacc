import { Injectable } from '@nestjs/common';
import { Affected } from '#contracts/common';
import { BudgetMonth, BudgetMonthInput, BudgetSuggestions, SetBudgetsInput, transactionsContract } from '#contracts/transactions';
import { Implements, requireUser, type CallContext } from '#rpc';
import { BudgetsService } from './budgets.service.js';

@Injectable()
export class BudgetsHandler {
  constructor(private readonly budgets: BudgetsService) {}

  @Implements(transactionsContract.operations.getBudgetMonth)
  getBudgetMonth({ month }: BudgetMonthInput, call: CallContext): Promise<BudgetMonth> {
    return this.budgets.month(requireUser(call).id, month);
  }

  @Implements(transactionsContract.operations.suggestBudgets)
  suggestBudgets({ month }: BudgetMonthInput, call: CallContext): Promise<BudgetSuggestions> {
    return this.budgets.suggest(requireUser(call).id, month);
  }

  @Implements(transactionsContract.operations.setBudgets)
  async setBudgets(input: SetBudgetsInput, call: CallContext): Promise<Affected> {
    return { affected: await this.budgets.set(requireUser(call).id, input) };
  }
}
