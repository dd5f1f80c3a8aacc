import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Affected } from '#contracts/common';
import { CreateRuleInput, Rule, RuleList, transactionsContract } from '#contracts/transactions';
import { InjectClient, type CallContext, type Client } from '#rpc';
import { Call } from '../http/call.decorator.js';
import { IdParam } from '../http/id-param.js';

@ApiTags('Rules')
@Controller('rules')
export class RulesController {
  constructor(@InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>) {}

  @Get()
  @ApiOperation({ summary: 'The categorisation rules, in the order in which they are tried' })
  @ApiOkResponse({ type: RuleList })
  listRules(@Call() call: CallContext): Promise<RuleList> {
    return this.ledger.listRules({}, call);
  }

  @Post()
  @ApiOperation({ summary: 'Add a rule' })
  @ApiCreatedResponse({ type: Rule })
  createRule(@Body() body: CreateRuleInput, @Call() call: CallContext): Promise<Rule> {
    return this.ledger.createRule(body, call);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Delete a rule' })
  @ApiOkResponse({ type: Affected })
  deleteRule(@Param() { id }: IdParam, @Call() call: CallContext): Promise<Affected> {
    return this.ledger.deleteRule({ id }, call);
  }
}
