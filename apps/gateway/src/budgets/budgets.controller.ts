import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Affected } from '#contracts/common';
import { BudgetMonth, BudgetMonthInput, BudgetSuggestions, SetBudgetsInput, transactionsContract } from '#contracts/transactions';
import { InjectClient, type CallContext, type Client } from '#rpc';
import { Call } from '../http/call.decorator.js';

@ApiTags('Budgets and goals')
@Controller('budgets')
export class BudgetsController {
  constructor(@InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>) {}

  @Get()
  @ApiOperation({ summary: 'Budgets of a month, and what was spent', description: 'In the reporting currency.' })
  @ApiOkResponse({ type: BudgetMonth })
  getBudgetMonth(@Query() query: BudgetMonthInput, @Call() call: CallContext): Promise<BudgetMonth> {
    return this.ledger.getBudgetMonth(query, call);
  }

  @Get('suggestions')
  @ApiOperation({ summary: 'What categories usually cost', description: 'Median of the six months before.' })
  @ApiOkResponse({ type: BudgetSuggestions })
  suggestBudgets(@Query() query: BudgetMonthInput, @Call() call: CallContext): Promise<BudgetSuggestions> {
    return this.ledger.suggestBudgets(query, call);
  }

  @Put()
  @ApiOperation({ summary: 'Set budgets from a month on' })
  @ApiOkResponse({ type: Affected })
  setBudgets(@Body() body: SetBudgetsInput, @Call() call: CallContext): Promise<Affected> {
    return this.ledger.setBudgets(body, call);
  }
}
