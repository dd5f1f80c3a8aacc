import { Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LearningStatus, StartedJob, transactionsContract } from '#contracts/transactions';
import { InjectClient, type CallContext, type Client } from '#rpc';
import type { ApiReply } from '../http/api-request.js';
import { Call } from '../http/call.decorator.js';
import { JOB_LOCATION, jobLocation } from '../jobs/job-location.js';

@ApiTags('Review')
@Controller('learning')
export class LearningController {
  constructor(@InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>) {}

  @Get()
  @ApiOperation({ summary: 'What Steward has learned from your corrections' })
  @ApiOkResponse({ type: LearningStatus })
  getLearning(@Call() call: CallContext): Promise<LearningStatus> {
    return this.ledger.getLearning({}, call);
  }

  @Post('retrain')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Tune the learner to your corrections',
    description: 'The result serves only if it foresees your latest corrections better than what serves now.',
  })
  @ApiAcceptedResponse({ type: StartedJob, headers: JOB_LOCATION })
  async retrainCategories(@Res({ passthrough: true }) reply: ApiReply, @Call() call: CallContext): Promise<StartedJob> {
    return located(reply, await this.ledger.retrainCategories({}, call));
  }

  @Post('apply')
  @HttpCode(202)
  @ApiOperation({ summary: 'Decide doubtful transactions anew', description: 'With all that was learned since they came in.' })
  @ApiAcceptedResponse({ type: StartedJob, headers: JOB_LOCATION })
  async recategoriseOpen(@Res({ passthrough: true }) reply: ApiReply, @Call() call: CallContext): Promise<StartedJob> {
    return located(reply, await this.ledger.recategoriseOpen({}, call));
  }
}

function located(reply: ApiReply, started: StartedJob): StartedJob {
  reply.header('location', jobLocation(started.jobId));
  return started;
}
