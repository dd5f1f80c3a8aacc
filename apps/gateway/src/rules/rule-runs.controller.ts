import { Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RuleRun, RuleRunList, StartedRuleRun, transactionsContract } from '#contracts/transactions';
import { InjectClient, type CallContext, type Client } from '#rpc';
import type { ApiReply } from '../http/api-request.js';
import { Call } from '../http/call.decorator.js';
import { IdParam } from '../http/id-param.js';
import { JOB_LOCATION, jobLocation } from '../jobs/job-location.js';

@ApiTags('Rules')
@Controller('rule-runs')
export class RuleRunsController {
  constructor(@InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>) {}

  @Get()
  @ApiOperation({ summary: 'Applications of rules to the past' })
  @ApiOkResponse({ type: RuleRunList })
  listRuleRuns(@Call() call: CallContext): Promise<RuleRunList> {
    return this.ledger.listRuleRuns({}, call);
  }

  @Get(':id')
  @ApiOperation({ summary: 'An application of rules to the past' })
  @ApiOkResponse({ type: RuleRun })
  getRuleRun(@Param() { id }: IdParam, @Call() call: CallContext): Promise<RuleRun> {
    return this.ledger.getRuleRun({ id }, call);
  }

  @Post(':id/undo')
  @HttpCode(202)
  @ApiOperation({ summary: 'Take back what rules changed', description: 'Rows that were changed since are left as they are.' })
  @ApiAcceptedResponse({ type: StartedRuleRun, headers: JOB_LOCATION })
  async undoRuleRun(
    @Param() { id }: IdParam,
    @Res({ passthrough: true }) reply: ApiReply,
    @Call() call: CallContext,
  ): Promise<StartedRuleRun> {
    const started = await this.ledger.undoRuleRun({ id }, call);
    reply.header('location', jobLocation(started.jobId));
    return started;
  }
}
