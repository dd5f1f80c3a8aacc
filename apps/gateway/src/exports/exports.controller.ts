import { Body, Controller, Delete, Get, HttpCode, Param, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Config } from '#config';
import { Affected } from '#contracts/common';
import { ExportList, ExportRecord, StartedExport, StartExportInput, transactionsContract } from '#contracts/transactions';
import { InjectClient, requireUser, type CallContext, type Client } from '#rpc';
import { BlobStore } from '#storage';
import type { ApiReply } from '../http/api-request.js';
import { Call } from '../http/call.decorator.js';
import { IdParam } from '../http/id-param.js';
import { NeverReplayed } from '../idempotency/never-replayed.decorator.js';
import { JOB_LOCATION, jobLocation } from '../jobs/job-location.js';
import { Public, RequiresScope } from '../security/access.decorators.js';
import { LINK_MS, signDownload, verifyDownload } from './download-link.js';
import { DownloadLink } from './exports.dto.js';

const FILE = { content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } as const;

@ApiTags('Your data')
@Controller()
export class ExportsController {
  constructor(
    @InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>,
    private readonly blobs: BlobStore,
    private readonly config: Config,
  ) {}

  @Post('exports')
  @HttpCode(202)
  @RequiresScope('read')
  @ApiOperation({
    summary: 'Make a file of transactions, or an archive of everything',
    description: 'The file can be fetched for a day once the job is done.',
  })
  @ApiAcceptedResponse({ type: StartedExport, headers: JOB_LOCATION })
  async startExport(
    @Body() body: StartExportInput,
    @Res({ passthrough: true }) reply: ApiReply,
    @Call() call: CallContext,
  ): Promise<StartedExport> {
    const started = await this.ledger.startExport(body, call);
    reply.header('location', jobLocation(started.jobId));
    return started;
  }

  @Get('exports')
  @ApiOperation({ summary: 'Files that were made and can still be fetched' })
  @ApiOkResponse({ type: ExportList })
  listExports(@Call() call: CallContext): Promise<ExportList> {
    return this.ledger.listExports({}, call);
  }

  @Get('exports/:id')
  @ApiOperation({ summary: 'One export' })
  @ApiOkResponse({ type: ExportRecord })
  getExport(@Param() { id }: IdParam, @Call() call: CallContext): Promise<ExportRecord> {
    return this.ledger.getExport({ id }, call);
  }

  @Delete('exports/:id')
  @ApiOperation({ summary: 'Delete the file before its time' })
  @ApiOkResponse({ type: Affected })
  deleteExport(@Param() { id }: IdParam, @Call() call: CallContext): Promise<Affected> {
    return this.ledger.deleteExport({ id }, call);
  }

  @Get('exports/:id/file')
  @ApiOperation({ summary: 'The file' })
  @ApiOkResponse(FILE)
  async fetchExport(@Param() { id }: IdParam, @Call() call: CallContext): Promise<StreamableFile> {
    return this.fileOf(id, call);
  }

  @Post('exports/:id/link')
  @HttpCode(200)
  @NeverReplayed()
  @RequiresScope('read')
  @ApiOperation({ summary: 'A link to the file for a browser', description: 'Works for ten minutes, without signing in.' })
  @ApiOkResponse({ type: DownloadLink })
  async linkExport(@Param() { id }: IdParam, @Call() call: CallContext): Promise<DownloadLink> {
    await this.ledger.exportFile({ id }, call);
    const until = Date.now() + LINK_MS;
    const token = signDownload(this.config.jwtSecret, { exportId: id, userId: requireUser(call).id }, until);
    return { url: `/api/v1/downloads/${token}`, expiresAt: new Date(until).toISOString() };
  }

  @Get('downloads/:token')
  @Public()
  @ApiOperation({ summary: 'The file that a link is for' })
  @ApiOkResponse(FILE)
  async download(@Param('token') token: string, @Call() call: CallContext): Promise<StreamableFile> {
    const { exportId, userId } = verifyDownload(this.config.jwtSecret, token);
    return this.fileOf(exportId, { ...call, user: { id: userId, role: 'user', scopes: ['read'] } });
  }

  private async fileOf(id: string, call: CallContext): Promise<StreamableFile> {
    const { blobKey, fileName, contentType, bytes } = await this.ledger.exportFile({ id }, call);
    return new StreamableFile(await this.blobs.get(blobKey), {
      type: contentType,
      disposition: `attachment; filename="${fileName}"`,
      length: bytes,
    });
  }
}
