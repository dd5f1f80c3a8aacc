import { Controller, Get, HttpCode, Param, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Job } from '#contracts/jobs';
import { Jobs } from '#jobs';
import { requireUser, type CallContext } from '#rpc';
import type { ApiRequest } from '../http/api-request.js';
import { Call } from '../http/call.decorator.js';
import { IdParam } from '../http/id-param.js';
import { PeopleOnly, Roles } from '../security/access.decorators.js';
import { DeadLetterList } from './dead-letters.dto.js';
import { EVENT_STREAM, jobEvents } from './job-events.js';

@ApiTags('Jobs')
@Controller('jobs')
export class JobsController {
  constructor(private readonly jobs: Jobs) {}

  @Get('dead-letters')
  @Roles('admin')
  @PeopleOnly()
  @ApiOperation({ summary: 'Jobs that failed for good', description: 'For administrators.' })
  @ApiOkResponse({ type: DeadLetterList })
  async listDeadLetters(): Promise<DeadLetterList> {
    return { items: await this.jobs.deadLetters() };
  }

  @Get(':id')
  @ApiOperation({ summary: 'How far a job is, and what it answered' })
  @ApiOkResponse({ type: Job })
  getJob(@Param() { id }: IdParam, @Call() call: CallContext): Promise<Job> {
    return this.jobs.get(id, requireUser(call).id);
  }

  @Get(':id/events')
  @ApiOperation({
    summary: 'Follow a job',
    description:
      'Server-sent events: `progress` each time something changes, then one `completed` or `failed`, and the stream ends. ' +
      'The data of each event is the job. A comment every 15 seconds keeps the connection open.',
  })
  @ApiOkResponse({ content: { [EVENT_STREAM]: { schema: { type: 'string' } } } })
  async watchJob(@Param() { id }: IdParam, @Req() request: ApiRequest, @Call() call: CallContext): Promise<StreamableFile> {
    const user = requireUser(call);
    await this.jobs.get(id, user.id);
    const events = jobEvents(this.jobs.watch(id, user.id));
    request.raw.once('close', () => events.destroy());
    return new StreamableFile(events, { type: EVENT_STREAM });
  }

  @Post(':id/redrive')
  @HttpCode(204)
  @Roles('admin')
  @PeopleOnly()
  @ApiOperation({ summary: 'Try a job that failed for good again', description: 'For administrators.' })
  @ApiNoContentResponse()
  async redriveJob(@Param() { id }: IdParam): Promise<void> {
    await this.jobs.redrive(id);
  }
}
