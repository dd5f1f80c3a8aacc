import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Affected } from '#contracts/common';
import { CreateGoalInput, Goal, GoalChanges, GoalList, transactionsContract } from '#contracts/transactions';
import { InjectClient, type CallContext, type Client } from '#rpc';
import { Call } from '../http/call.decorator.js';
import { IdParam } from '../http/id-param.js';

@ApiTags('Budgets and goals')
@Controller('goals')
export class GoalsController {
  constructor(@InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>) {}

  @Get()
  @ApiOperation({ summary: 'Savings goals and how far they are' })
  @ApiOkResponse({ type: GoalList })
  listGoals(@Call() call: CallContext): Promise<GoalList> {
    return this.ledger.listGoals({}, call);
  }

  @Post()
  @ApiOperation({ summary: 'Set a goal' })
  @ApiCreatedResponse({ type: Goal })
  createGoal(@Body() body: CreateGoalInput, @Call() call: CallContext): Promise<Goal> {
    return this.ledger.createGoal(body, call);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a goal, or its place' })
  @ApiOkResponse({ type: Goal })
  updateGoal(@Param() { id }: IdParam, @Body() body: GoalChanges, @Call() call: CallContext): Promise<Goal> {
    return this.ledger.updateGoal({ ...body, id }, call);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Give a goal up' })
  @ApiOkResponse({ type: Affected })
  deleteGoal(@Param() { id }: IdParam, @Call() call: CallContext): Promise<Affected> {
    return this.ledger.deleteGoal({ id }, call);
  }
}
