import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';
import { Affected, queryFlag } from '#contracts/common';
import {
  Account,
  AccountChanges,
  AccountList,
  Balances,
  BalancesInput,
  CreateAccountInput,
  transactionsContract,
} from '#contracts/transactions';
import { InjectClient, type CallContext, type Client } from '#rpc';
import { Call } from '../http/call.decorator.js';
import { IdParam } from '../http/id-param.js';

class DeleteAccountQuery {
  @ApiPropertyOptional({ description: 'Delete its transactions too; without it an account that has any is refused' })
  @IsOptional()
  @Transform(queryFlag)
  @IsBoolean()
  withTransactions?: boolean;
}

@ApiTags('Accounts')
@Controller('accounts')
export class AccountsController {
  constructor(@InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>) {}

  @Get()
  @ApiOperation({ summary: 'All accounts with their balances' })
  @ApiOkResponse({ type: AccountList })
  listAccounts(@Call() call: CallContext): Promise<AccountList> {
    return this.ledger.listAccounts({}, call);
  }

  @Get('balances')
  @ApiOperation({ summary: 'Balances at the end of a day, and their sum in each currency' })
  @ApiOkResponse({ type: Balances })
  getBalances(@Query() query: BalancesInput, @Call() call: CallContext): Promise<Balances> {
    return this.ledger.balances(query, call);
  }

  @Get(':id')
  @ApiOperation({ summary: 'An account' })
  @ApiOkResponse({ type: Account })
  getAccount(@Param() { id }: IdParam, @Call() call: CallContext): Promise<Account> {
    return this.ledger.getAccount({ id }, call);
  }

  @Post()
  @ApiOperation({ summary: 'Open an account' })
  @ApiCreatedResponse({ type: Account })
  createAccount(@Body() body: CreateAccountInput, @Call() call: CallContext): Promise<Account> {
    return this.ledger.createAccount(body, call);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change an account' })
  @ApiOkResponse({ type: Account })
  updateAccount(@Param() { id }: IdParam, @Body() body: AccountChanges, @Call() call: CallContext): Promise<Account> {
    return this.ledger.updateAccount({ ...body, id }, call);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Delete an account' })
  @ApiOkResponse({ type: Affected })
  deleteAccount(@Param() { id }: IdParam, @Query() query: DeleteAccountQuery, @Call() call: CallContext): Promise<Affected> {
    return this.ledger.deleteAccount({ ...query, id }, call);
  }
}
