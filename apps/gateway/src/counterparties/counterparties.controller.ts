import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  CounterpartyDetail,
  CounterpartyMerge,
  CounterpartyName,
  CounterpartyPage,
  CounterpartySplitOff,
  ListCounterpartiesInput,
  MergeSuggestions,
  transactionsContract,
} from '#contracts/transactions';
import { InjectClient, type CallContext, type Client } from '#rpc';
import { Call } from '../http/call.decorator.js';
import { IdParam } from '../http/id-param.js';

@ApiTags('Counterparties')
@Controller('counterparties')
export class CounterpartiesController {
  constructor(@InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>) {}

  @Get()
  @ApiOperation({ summary: 'Whom one pays and is paid by', description: 'Under clean names, with what went to and fro.' })
  @ApiOkResponse({ type: CounterpartyPage })
  listCounterparties(@Query() query: ListCounterpartiesInput, @Call() call: CallContext): Promise<CounterpartyPage> {
    return this.ledger.listCounterparties(query, call);
  }

  @Get('merge-suggestions')
  @ApiOperation({ summary: 'Counterparties that may be one', description: 'Their names are alike.' })
  @ApiOkResponse({ type: MergeSuggestions })
  suggestMerges(@Call() call: CallContext): Promise<MergeSuggestions> {
    return this.ledger.suggestMerges({}, call);
  }

  @Get(':id')
  @ApiOperation({ summary: 'A counterparty, with the merchants under its name' })
  @ApiOkResponse({ type: CounterpartyDetail })
  getCounterparty(@Param() { id }: IdParam, @Call() call: CallContext): Promise<CounterpartyDetail> {
    return this.ledger.getCounterparty({ id }, call);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Rename a counterparty' })
  @ApiOkResponse({ type: CounterpartyDetail })
  renameCounterparty(
    @Param() { id }: IdParam,
    @Body() body: CounterpartyName,
    @Call() call: CallContext,
  ): Promise<CounterpartyDetail> {
    return this.ledger.renameCounterparty({ ...body, id }, call);
  }

  @Post(':id/merge')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Merge others into a counterparty',
    description: 'No transaction is changed; splitting off undoes it.',
  })
  @ApiOkResponse({ type: CounterpartyDetail })
  mergeCounterparties(
    @Param() { id }: IdParam,
    @Body() body: CounterpartyMerge,
    @Call() call: CallContext,
  ): Promise<CounterpartyDetail> {
    return this.ledger.mergeCounterparties({ ...body, id }, call);
  }

  @Post(':id/split-off')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give merchants of a counterparty one of their own again' })
  @ApiOkResponse({ type: CounterpartyDetail })
  splitOffCounterparty(
    @Param() { id }: IdParam,
    @Body() body: CounterpartySplitOff,
    @Call() call: CallContext,
  ): Promise<CounterpartyDetail> {
    return this.ledger.splitOffCounterparty({ ...body, id }, call);
  }
}
