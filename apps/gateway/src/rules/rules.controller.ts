import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags, OmitType } from '@nestjs/swagger';
import { Affected } from '#contracts/common';
import {
  ApplyRulesInput,
  CreateRuleInput,
  DismissSuggestionInput,
  ListSuggestionsInput,
  OrderRulesInput,
  PreviewRuleInput,
  Rule,
  RuleList,
  RulePreview,
  RuleSuggestionList,
  StartedRuleRun,
  SwitchRuleInput,
  transactionsContract,
} from '#contracts/transactions';
import { InjectClient, type CallContext, type Client } from '#rpc';
import type { ApiReply } from '../http/api-request.js';
import { Call } from '../http/call.decorator.js';
import { IdParam } from '../http/id-param.js';
import { JOB_LOCATION, jobLocation } from '../jobs/job-location.js';

class SwitchRuleBody extends OmitType(SwitchRuleInput, ['id'] as const) {}

@ApiTags('Rules')
@Controller('rules')
export class RulesController {
  constructor(@InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>) {}

  @Get()
  @ApiOperation({ summary: 'The rules, in the order in which they are tried' })
  @ApiOkResponse({ type: RuleList })
  listRules(@Call() call: CallContext): Promise<RuleList> {
    return this.ledger.listRules({}, call);
  }

  @Post()
  @ApiOperation({ summary: 'Add a rule', description: 'For transactions to come; those before them change by "apply".' })
  @ApiCreatedResponse({ type: Rule })
  createRule(@Body() body: CreateRuleInput, @Call() call: CallContext): Promise<Rule> {
    return this.ledger.createRule(body, call);
  }

  @Put('order')
  @ApiOperation({ summary: 'Put the rules in another order' })
  @ApiOkResponse({ type: RuleList })
  orderRules(@Body() body: OrderRulesInput, @Call() call: CallContext): Promise<RuleList> {
    return this.ledger.orderRules(body, call);
  }

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'What a rule would do', description: 'Looks at every transaction; changes nothing.' })
  @ApiOkResponse({ type: RulePreview })
  previewRule(@Body() body: PreviewRuleInput, @Call() call: CallContext): Promise<RulePreview> {
    return this.ledger.previewRule(body, call);
  }

  @Post('apply')
  @HttpCode(202)
  @ApiOperation({ summary: 'Apply rules to the transactions that are there', description: 'A job; its effect can be undone.' })
  @ApiAcceptedResponse({ type: StartedRuleRun, headers: JOB_LOCATION })
  async applyRules(
    @Body() body: ApplyRulesInput,
    @Res({ passthrough: true }) reply: ApiReply,
    @Call() call: CallContext,
  ): Promise<StartedRuleRun> {
    const started = await this.ledger.applyRules(body, call);
    reply.header('location', jobLocation(started.jobId));
    return started;
  }

  @Get('suggestions')
  @ApiOperation({ summary: 'Rules that would have done what was corrected at least twice' })
  @ApiOkResponse({ type: RuleSuggestionList })
  listRuleSuggestions(@Query() query: ListSuggestionsInput, @Call() call: CallContext): Promise<RuleSuggestionList> {
    return this.ledger.listRuleSuggestions(query, call);
  }

  @Post('suggestions/dismiss')
  @HttpCode(200)
  @ApiOperation({ summary: 'Do not suggest this rule again' })
  @ApiOkResponse({ type: Affected })
  dismissRuleSuggestion(@Body() body: DismissSuggestionInput, @Call() call: CallContext): Promise<Affected> {
    return this.ledger.dismissRuleSuggestion(body, call);
  }

  @Get(':id')
  @ApiOperation({ summary: 'A rule' })
  @ApiOkResponse({ type: Rule })
  getRule(@Param() { id }: IdParam, @Call() call: CallContext): Promise<Rule> {
    return this.ledger.getRule({ id }, call);
  }

  @Put(':id')
  @ApiOperation({ summary: 'Replace a rule', description: 'Its place in the order stays.' })
  @ApiOkResponse({ type: Rule })
  updateRule(@Param() { id }: IdParam, @Body() body: CreateRuleInput, @Call() call: CallContext): Promise<Rule> {
    return this.ledger.updateRule({ ...body, id }, call);
  }

  @Put(':id/enabled')
  @ApiOperation({ summary: 'Switch a rule on or off' })
  @ApiOkResponse({ type: Rule })
  switchRule(@Param() { id }: IdParam, @Body() body: SwitchRuleBody, @Call() call: CallContext): Promise<Rule> {
    return this.ledger.switchRule({ ...body, id }, call);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Delete a rule', description: 'What it changed stays.' })
  @ApiOkResponse({ type: Affected })
  deleteRule(@Param() { id }: IdParam, @Call() call: CallContext): Promise<Affected> {
    return this.ledger.deleteRule({ id }, call);
  }
}
