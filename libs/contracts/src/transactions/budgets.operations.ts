import { operation } from '#rpc';
import { Affected } from '../common/index.js';
import { BudgetMonth, BudgetMonthInput, BudgetSuggestions, SetBudgetsInput } from './budgets.dto.js';

export const budgetOperations = {
  getBudgetMonth: operation({ input: BudgetMonthInput, output: BudgetMonth, idempotent: true }),
  suggestBudgets: operation({ input: BudgetMonthInput, output: BudgetSuggestions, idempotent: true }),
  setBudgets: operation({ input: SetBudgetsInput, output: Affected }),
};
