import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Affected } from '#contracts/common';
import {
  DecideTransfersInput,
  FindTransfersInput,
  LinkTransferInput,
  ListTransfersInput,
  MarkTransferInput,
  StartedJob,
  Transfer,
  TransferOfTransaction,
  TransferPage,
  transactionsContract,
} from '#contracts/transactions';
import { InjectClient, type CallContext, type Client } from '#rpc';
import type { ApiReply } from '../http/api-request.js';
import { Call } from '../http/call.decorator.js';
import { IdParam } from '../http/id-param.js';
import { JOB_LOCATION, jobLocation } from '../jobs/job-location.js';

@ApiTags('Transfers')
@Controller()
export class TransfersController {
  constructor(@InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>) {}

  @Post('transfers/find')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Pair movements between own accounts',
    description: 'Sure pairs are confirmed at once, others suggested. Rejected pairs never come again.',
  })
  @ApiAcceptedResponse({ type: StartedJob, headers: JOB_LOCATION })
  async findTransfers(
    @Body() body: FindTransfersInput,
    @Res({ passthrough: true }) reply: ApiReply,
    @Call() call: CallContext,
  ): Promise<StartedJob> {
    const started = await this.ledger.findTransfers(body, call);
    reply.header('location', jobLocation(started.jobId));
    return started;
  }

  @Get('transfers')
  @ApiOperation({ summary: 'Suggested, confirmed or rejected pairs' })
  @ApiOkResponse({ type: TransferPage })
  listTransfers(@Query() query: ListTransfersInput, @Call() call: CallContext): Promise<TransferPage> {
    return this.ledger.listTransfers(query, call);
  }

  @Post('transfers/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm pairs', description: 'Both legs leave spending and income.' })
  @ApiOkResponse({ type: Affected })
  confirmTransfers(@Body() body: DecideTransfersInput, @Call() call: CallContext): Promise<Affected> {
    return this.ledger.confirmTransfers(body, call);
  }

  @Post('transfers/reject')
  @HttpCode(200)
  @ApiOperation({ summary: 'Reject pairs', description: 'Also confirmed ones; they are never suggested again.' })
  @ApiOkResponse({ type: Affected })
  rejectTransfers(@Body() body: DecideTransfersInput, @Call() call: CallContext): Promise<Affected> {
    return this.ledger.rejectTransfers(body, call);
  }

  @Post('transfers/link')
  @HttpCode(200)
  @ApiOperation({ summary: 'Pair two chosen transactions' })
  @ApiOkResponse({ type: Transfer })
  linkTransfer(@Body() body: LinkTransferInput, @Call() call: CallContext): Promise<Transfer> {
    return this.ledger.linkTransfer(body, call);
  }

  @Post('transfers/mark')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Say whether transactions are transfers',
    description: 'For those whose other account is not kept here, or that are none after all.',
  })
  @ApiOkResponse({ type: Affected })
  markTransfer(@Body() body: MarkTransferInput, @Call() call: CallContext): Promise<Affected> {
    return this.ledger.markTransfer(body, call);
  }

  @Delete('transfers/:id')
  @ApiOperation({ summary: 'Undo a pair', description: 'It is never suggested again.' })
  @ApiOkResponse({ type: Affected })
  unlinkTransfer(@Param() { id }: IdParam, @Call() call: CallContext): Promise<Affected> {
    return this.ledger.unlinkTransfer({ id }, call);
  }

  @Get('transactions/:id/transfer')
  @ApiOperation({ summary: 'The other side of a transaction', description: 'Its confirmed pair, or else the surest suggestion.' })
  @ApiOkResponse({ type: TransferOfTransaction })
  getTransferOf(@Param() { id }: IdParam, @Call() call: CallContext): Promise<TransferOfTransaction> {
    return this.ledger.getTransferOf({ id }, call);
  }
}
