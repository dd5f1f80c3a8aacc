import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Affected } from '#contracts/common';
import {
  BulkEdited,
  BulkEditInput,
  CreateTransactionInput,
  ListTransactionsInput,
  MonthTotals,
  MonthTotalsInput,
  SelectionInput,
  Transaction,
  TransactionChanges,
  TransactionCount,
  TransactionExplanation,
  TransactionFilter,
  TransactionPage,
  transactionsContract,
} from '#contracts/transactions';
import { InjectClient, type CallContext, type Client } from '#rpc';
import { Call } from '../http/call.decorator.js';
import { IdParam } from '../http/id-param.js';

@ApiTags('Transactions')
@Controller('transactions')
export class TransactionsController {
  constructor(@InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>) {}

  @Get()
  @ApiOperation({
    summary: 'Find transactions',
    description: 'All conditions given must hold. Lists may be repeated or comma-separated.',
  })
  @ApiOkResponse({ type: TransactionPage })
  listTransactions(@Query() query: ListTransactionsInput, @Call() call: CallContext): Promise<TransactionPage> {
    return this.ledger.listTransactions(query, call);
  }

  @Get('count')
  @ApiOperation({ summary: 'How many transactions a filter finds, exactly' })
  @ApiOkResponse({ type: TransactionCount })
  countTransactions(@Query() filter: TransactionFilter, @Call() call: CallContext): Promise<TransactionCount> {
    return this.ledger.countTransactions(filter, call);
  }

  @Get('month-totals')
  @ApiOperation({
    summary: 'What came in and went out, by month and category',
    description: 'Transfers between own accounts are left out.',
  })
  @ApiOkResponse({ type: MonthTotals })
  monthTotals(@Query() query: MonthTotalsInput, @Call() call: CallContext): Promise<MonthTotals> {
    return this.ledger.monthTotals(query, call);
  }

  @Get(':id')
  @ApiOperation({ summary: 'A transaction' })
  @ApiOkResponse({ type: Transaction })
  getTransaction(@Param() { id }: IdParam, @Call() call: CallContext): Promise<Transaction> {
    return this.ledger.getTransaction({ id }, call);
  }

  @Get(':id/explanation')
  @ApiOperation({ summary: 'Why a transaction has its category' })
  @ApiOkResponse({ type: TransactionExplanation })
  explainTransaction(@Param() { id }: IdParam, @Call() call: CallContext): Promise<TransactionExplanation> {
    return this.ledger.explainTransaction({ id }, call);
  }

  @Post()
  @ApiOperation({ summary: 'Write a transaction by hand' })
  @ApiCreatedResponse({ type: Transaction })
  createTransaction(@Body() body: CreateTransactionInput, @Call() call: CallContext): Promise<Transaction> {
    return this.ledger.createTransaction(body, call);
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Change a transaction',
    description: 'Fields absent stay; a changed category counts for like transactions to come.',
  })
  @ApiOkResponse({ type: Transaction })
  updateTransaction(@Param() { id }: IdParam, @Body() body: TransactionChanges, @Call() call: CallContext): Promise<Transaction> {
    return this.ledger.updateTransaction({ ...body, id }, call);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Delete a transaction' })
  @ApiOkResponse({ type: Affected })
  deleteTransaction(@Param() { id }: IdParam, @Call() call: CallContext): Promise<Affected> {
    return this.ledger.deleteTransaction({ id }, call);
  }

  @Post('bulk-edit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Change many transactions', description: 'Those with the given ids, or all that a filter finds.' })
  @ApiOkResponse({ type: BulkEdited })
  bulkEditTransactions(@Body() body: BulkEditInput, @Call() call: CallContext): Promise<BulkEdited> {
    return this.ledger.bulkEdit(body, call);
  }

  @Post('bulk-delete')
  @HttpCode(200)
  @ApiOperation({ summary: 'Delete many transactions', description: 'Those with the given ids, or all that a filter finds.' })
  @ApiOkResponse({ type: Affected })
  bulkDeleteTransactions(@Body() body: SelectionInput, @Call() call: CallContext): Promise<Affected> {
    return this.ledger.bulkDelete(body, call);
  }
}
