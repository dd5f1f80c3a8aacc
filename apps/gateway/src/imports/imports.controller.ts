import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags, OmitType } from '@nestjs/swagger';
import { PageInput } from '#contracts/common';
import {
  ImportList,
  ImportPreview,
  ImportReport,
  ImportRowPage,
  ImportRowsAnywayInput,
  ListImportRowsInput,
  PreviewImportInput,
  SampleHouseholdInput,
  StartedImport,
  StartedJob,
  StartImportInput,
  transactionsContract,
} from '#contracts/transactions';
import { InjectClient, type CallContext, type Client } from '#rpc';
import type { ApiReply } from '../http/api-request.js';
import { Call } from '../http/call.decorator.js';
import { IdParam } from '../http/id-param.js';
import { UploadStore } from '../uploads/upload.store.js';
import { JOB_LOCATION, jobLocation } from '../jobs/job-location.js';

class ImportRowsAnywayBody extends OmitType(ImportRowsAnywayInput, ['id'] as const) {}
class ListImportRowsQuery extends OmitType(ListImportRowsInput, ['id'] as const) {}

@ApiTags('Imports')
@Controller()
export class ImportsController {
  constructor(
    @InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>,
    private readonly uploads: UploadStore,
  ) {}

  @Post('imports/preview')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Look at an uploaded file',
    description: 'Answers how it is read and its first rows; changes nothing.',
  })
  @ApiOkResponse({ type: ImportPreview })
  previewImport(@Body() body: PreviewImportInput, @Call() call: CallContext): Promise<ImportPreview> {
    return this.ledger.previewImport(body, call);
  }

  @Post('imports')
  @HttpCode(202)
  @ApiOperation({ summary: 'Import an uploaded file' })
  @ApiAcceptedResponse({ type: StartedImport, headers: JOB_LOCATION })
  async startImport(
    @Body() body: StartImportInput,
    @Res({ passthrough: true }) reply: ApiReply,
    @Call() call: CallContext,
  ): Promise<StartedImport> {
    const started = await this.ledger.startImport(body, call);
    await this.uploads.claim(body.uploadKey);
    reply.header('location', jobLocation(started.jobId));
    return started;
  }

  @Get('imports')
  @ApiOperation({ summary: 'Imports so far, newest first' })
  @ApiOkResponse({ type: ImportList })
  listImports(@Query() query: PageInput, @Call() call: CallContext): Promise<ImportList> {
    return this.ledger.listImports(query, call);
  }

  @Get('imports/:id')
  @ApiOperation({ summary: 'An import and what became of its rows' })
  @ApiOkResponse({ type: ImportReport })
  getImport(@Param() { id }: IdParam, @Call() call: CallContext): Promise<ImportReport> {
    return this.ledger.getImport({ id }, call);
  }

  @Get('imports/:id/rows')
  @ApiOperation({ summary: 'Rows of an import that were not added, by line' })
  @ApiOkResponse({ type: ImportRowPage })
  listImportRows(
    @Param() { id }: IdParam,
    @Query() query: ListImportRowsQuery,
    @Call() call: CallContext,
  ): Promise<ImportRowPage> {
    return this.ledger.listImportRows({ ...query, id }, call);
  }

  @Post('imports/:id/rows')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Add skipped rows after all',
    description: 'They belong to the import: undoing it removes them. A later import of the same file does not bring them again.',
  })
  @ApiOkResponse({ type: ImportReport })
  importRowsAnyway(
    @Param() { id }: IdParam,
    @Body() body: ImportRowsAnywayBody,
    @Call() call: CallContext,
  ): Promise<ImportReport> {
    return this.ledger.importRowsAnyway({ ...body, id }, call);
  }

  @Post('imports/:id/undo')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take an import back', description: 'Rows edited since are kept.' })
  @ApiOkResponse({ type: ImportReport })
  undoImport(@Param() { id }: IdParam, @Call() call: CallContext): Promise<ImportReport> {
    return this.ledger.undoImport({ id }, call);
  }

  @Post('sample-household')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Make up a household to look around in',
    description: 'Several accounts and currencies over two years.',
  })
  @ApiAcceptedResponse({ type: StartedJob, headers: JOB_LOCATION })
  async createSampleHousehold(
    @Body() body: SampleHouseholdInput,
    @Res({ passthrough: true }) reply: ApiReply,
    @Call() call: CallContext,
  ): Promise<StartedJob> {
    const started = await this.ledger.createSampleHousehold(body, call);
    reply.header('location', jobLocation(started.jobId));
    return started;
  }
}
