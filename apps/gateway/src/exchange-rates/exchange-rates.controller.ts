import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags, PickType } from '@nestjs/swagger';
import { Affected } from '#contracts/common';
import {
  Conversion,
  ConvertInput,
  ExchangeRate,
  ExchangeRateKey,
  ExchangeRatePage,
  ListExchangeRatesInput,
  LoadExchangeRatesInput,
  PutExchangeRateInput,
  RateCoverageList,
  ReportingCurrency,
  SetReportingCurrencyInput,
  StartedJob,
  transactionsContract,
} from '#contracts/transactions';
import { InjectClient, type CallContext, type Client } from '#rpc';
import type { ApiReply } from '../http/api-request.js';
import { Call } from '../http/call.decorator.js';
import { JOB_LOCATION, jobLocation } from '../jobs/job-location.js';

class PutExchangeRateBody extends PickType(PutExchangeRateInput, ['rate'] as const) {}

@ApiTags('Exchange rates')
@Controller()
export class ExchangeRatesController {
  constructor(@InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>) {}

  @Get('reporting-currency')
  @ApiOperation({ summary: 'The currency in which sums over several are given' })
  @ApiOkResponse({ type: ReportingCurrency })
  getReportingCurrency(@Call() call: CallContext): Promise<ReportingCurrency> {
    return this.ledger.getReportingCurrency({}, call);
  }

  @Put('reporting-currency')
  @ApiOperation({ summary: 'Choose the currency of sums' })
  @ApiOkResponse({ type: ReportingCurrency })
  setReportingCurrency(@Body() body: SetReportingCurrencyInput, @Call() call: CallContext): Promise<ReportingCurrency> {
    return this.ledger.setReportingCurrency(body, call);
  }

  @Get('exchange-rates')
  @ApiOperation({ summary: 'Rates of one currency by day', description: 'Those that count for the user, newest first.' })
  @ApiOkResponse({ type: ExchangeRatePage })
  listExchangeRates(@Query() query: ListExchangeRatesInput, @Call() call: CallContext): Promise<ExchangeRatePage> {
    return this.ledger.listExchangeRates(query, call);
  }

  @Get('exchange-rates/coverage')
  @ApiOperation({ summary: 'Which currencies have rates, and for which days' })
  @ApiOkResponse({ type: RateCoverageList })
  listRateCoverage(@Call() call: CallContext): Promise<RateCoverageList> {
    return this.ledger.listRateCoverage({}, call);
  }

  @Get('exchange-rates/convert')
  @ApiOperation({
    summary: 'An amount in another currency',
    description: "At the day's rate, or the last one known before it; rounded half away from zero.",
  })
  @ApiOkResponse({ type: Conversion })
  convertAmount(@Query() query: ConvertInput, @Call() call: CallContext): Promise<Conversion> {
    return this.ledger.convertAmount(query, call);
  }

  @Post('exchange-rates/load')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Load an uploaded file of the European Central Bank',
    description: 'CSV, XML or zip, one day or the whole history. Lines that are wrong are listed in the result of the job.',
  })
  @ApiAcceptedResponse({ type: StartedJob, headers: JOB_LOCATION })
  async loadExchangeRates(
    @Body() body: LoadExchangeRatesInput,
    @Res({ passthrough: true }) reply: ApiReply,
    @Call() call: CallContext,
  ): Promise<StartedJob> {
    const started = await this.ledger.loadExchangeRates(body, call);
    reply.header('location', jobLocation(started.jobId));
    return started;
  }

  @Put('exchange-rates/:currency/:day')
  @ApiOperation({ summary: "Set one's own rate of a day", description: 'It goes before a shared rate of the same day.' })
  @ApiOkResponse({ type: ExchangeRate })
  putExchangeRate(
    @Param() key: ExchangeRateKey,
    @Body() { rate }: PutExchangeRateBody,
    @Call() call: CallContext,
  ): Promise<ExchangeRate> {
    return this.ledger.putExchangeRate({ ...key, rate }, call);
  }

  @Delete('exchange-rates/:currency/:day')
  @ApiOperation({ summary: "Take back one's own rate of a day" })
  @ApiOkResponse({ type: Affected })
  deleteExchangeRate(@Param() key: ExchangeRateKey, @Call() call: CallContext): Promise<Affected> {
    return this.ledger.deleteExchangeRate(key, call);
  }
}
