import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Affected } from '#contracts/common';
import { SavedFilter, SavedFilterList, SaveFilterInput, transactionsContract } from '#contracts/transactions';
import { InjectClient, type CallContext, type Client } from '#rpc';
import { Call } from '../http/call.decorator.js';
import { IdParam } from '../http/id-param.js';

@ApiTags('Saved filters')
@Controller('saved-filters')
export class SavedFiltersController {
  constructor(@InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>) {}

  @Get()
  @ApiOperation({ summary: 'The filters one has named' })
  @ApiOkResponse({ type: SavedFilterList })
  listSavedFilters(@Call() call: CallContext): Promise<SavedFilterList> {
    return this.ledger.listSavedFilters({}, call);
  }

  @Post()
  @ApiOperation({ summary: 'Name a filter' })
  @ApiCreatedResponse({ type: SavedFilter })
  saveFilter(@Body() body: SaveFilterInput, @Call() call: CallContext): Promise<SavedFilter> {
    return this.ledger.saveFilter(body, call);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Forget a filter' })
  @ApiOkResponse({ type: Affected })
  deleteSavedFilter(@Param() { id }: IdParam, @Call() call: CallContext): Promise<Affected> {
    return this.ledger.deleteSavedFilter({ id }, call);
  }
}
