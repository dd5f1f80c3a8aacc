import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { authContract } from '#contracts/auth';
import { RestoreArchiveInput, StartedJob, transactionsContract } from '#contracts/transactions';
import { InjectClient, requireUser, type CallContext, type Client } from '#rpc';
import type { ApiReply } from '../http/api-request.js';
import { Call } from '../http/call.decorator.js';
import { IdempotencyRepository } from '../idempotency/idempotency.repository.js';
import { NeverReplayed } from '../idempotency/never-replayed.decorator.js';
import { JOB_LOCATION, jobLocation } from '../jobs/job-location.js';
import { PeopleOnly } from '../security/access.decorators.js';
import { CredentialRoute } from '../security/rate-limit.decorators.js';
import { DeleteEverythingBody } from './exports.dto.js';

@ApiTags('Your data')
@Controller('your-data')
export class YourDataController {
  constructor(
    @InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>,
    @InjectClient(authContract) private readonly auth: Client<typeof authContract>,
    private readonly answers: IdempotencyRepository,
  ) {}

  @Post('restore')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Restore an archive into an empty ledger',
    description:
      'An uploaded archive, or its `ledger.jsonl`. All of it is restored, or nothing: the job answers which lines are wrong.',
  })
  @ApiAcceptedResponse({ type: StartedJob, headers: JOB_LOCATION })
  async restoreArchive(
    @Body() body: RestoreArchiveInput,
    @Res({ passthrough: true }) reply: ApiReply,
    @Call() call: CallContext,
  ): Promise<StartedJob> {
    return accepted(await this.ledger.restoreArchive(body, call), reply);
  }

  @Post('delete')
  @HttpCode(202)
  @PeopleOnly()
  @CredentialRoute()
  @NeverReplayed()
  @ApiOperation({
    summary: 'Delete everything one owns',
    description: 'Cannot be undone. Asks for address and password once more. With the account, the session ends at once.',
  })
  @ApiAcceptedResponse({ type: StartedJob, headers: JOB_LOCATION })
  async deleteEverything(
    @Body() { email, password, confirm, withAccount = false }: DeleteEverythingBody,
    @Res({ passthrough: true }) reply: ApiReply,
    @Call() call: CallContext,
  ): Promise<StartedJob> {
    await this.auth.confirmIdentity({ email, password }, call);
    // The data first: were it the other way round, a failure between the two would leave data that nobody can reach.
    const started = await this.ledger.deleteEverything({ confirm, withAccount }, call);
    await this.answers.forgetUser(requireUser(call).id);
    if (withAccount) await this.auth.deleteAccount({ email, password }, call);
    return accepted(started, reply);
  }
}

function accepted(started: StartedJob, reply: ApiReply): StartedJob {
  reply.header('location', jobLocation(started.jobId));
  return started;
}
