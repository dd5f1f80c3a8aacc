import { Injectable } from '@nestjs/common';
import { Config } from '#config';
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
  ReportingCurrency as ReportingCurrencyAnswer,
  SetReportingCurrencyInput,
  StartedJob,
  transactionsContract,
} from '#contracts/transactions';
import { Jobs } from '#jobs';
import { Implements, requireUser, ServiceError, type CallContext } from '#rpc';
import { checkedDate, checkedMinor, invalidField } from '../ledger/check-input.js';
import { ExchangeRatesRepository } from './exchange-rates.repository.js';
import { ExchangeRates, today } from './exchange-rates.service.js';
import { loadRates } from './rate-jobs.js';
import { checkedCurrency, ReportingCurrency } from './reporting-currency.js';

const { operations } = transactionsContract;

@Injectable()
export class ExchangeRatesHandler {
  constructor(
    private readonly rates: ExchangeRatesRepository,
    private readonly exchange: ExchangeRates,
    private readonly reporting: ReportingCurrency,
    private readonly jobs: Jobs,
    private readonly config: Config,
  ) {}

  @Implements(operations.getReportingCurrency)
  getReportingCurrency(_input: object, call: CallContext): Promise<ReportingCurrencyAnswer> {
    return this.reporting.of(requireUser(call).id);
  }

  @Implements(operations.setReportingCurrency)
  setReportingCurrency({ currency }: SetReportingCurrencyInput, call: CallContext): Promise<ReportingCurrencyAnswer> {
    return this.reporting.set(requireUser(call).id, currency ?? null);
  }

  @Implements(operations.listRateCoverage)
  async listRateCoverage(_input: object, call: CallContext): Promise<RateCoverageList> {
    return { items: await this.rates.coverage(requireUser(call).id), fetched: this.config.ratesUrl !== undefined };
  }

  @Implements(operations.listExchangeRates)
  listExchangeRates(input: ListExchangeRatesInput, call: CallContext): Promise<ExchangeRatePage> {
    return this.rates.list(requireUser(call).id, input);
  }

  @Implements(operations.putExchangeRate)
  putExchangeRate({ currency, day, rate }: PutExchangeRateInput, call: CallContext): Promise<ExchangeRate> {
    const userId = requireUser(call).id;
    const code = checkedCurrency('currency', currency);
    if (code === 'EUR') throw invalidField('currency', 'Rates are against the euro: its own is always 1');
    return this.rates.put(userId, code, checkedDate('day', day), rate);
  }

  @Implements(operations.deleteExchangeRate)
  async deleteExchangeRate({ currency, day }: ExchangeRateKey, call: CallContext): Promise<Affected> {
    const userId = requireUser(call).id;
    return { affected: await this.rates.delete(userId, checkedCurrency('currency', currency), checkedDate('day', day)) };
  }

  /** @throws ServiceError `forbidden` for shared rates unless by an administrator; `storage.not-found` for another's upload */
  @Implements(operations.loadExchangeRates)
  async loadExchangeRates(input: LoadExchangeRatesInput, call: CallContext): Promise<StartedJob> {
    const user = requireUser(call);
    const shared = input.shared ?? user.role === 'admin';
    if (shared && user.role !== 'admin') {
      throw new ServiceError('forbidden', 'Only an administrator loads rates for everyone; load them for yourself');
    }
    const { uploadKey, fileName } = input;
    if (!uploadKey.startsWith(`uploads/${user.id}/`)) throw new ServiceError('storage.not-found', 'There is no such upload');
    const { id } = await this.jobs.enqueue(
      loadRates,
      { uploadKey, fileName, shared },
      { userId: user.id, requestId: call.requestId },
    );
    return { jobId: id };
  }

  @Implements(operations.convertAmount)
  async convertAmount({ amountMinor, from, to, day }: ConvertInput, call: CallContext): Promise<Conversion> {
    const userId = requireUser(call).id;
    const amount = {
      amountMinor: checkedMinor('amountMinor', amountMinor),
      currency: checkedCurrency('from', from),
      day: day == null ? today() : checkedDate('day', day),
    };
    const target = to == null ? (await this.reporting.of(userId)).currency : checkedCurrency('to', to);
    const [converted] = await this.exchange.convert(userId, [amount], target);
    if (!converted) {
      throw new ServiceError(
        'exchange-rates.missing',
        `No rate between ${amount.currency} and ${target} is known on ${amount.day} or before`,
      );
    }
    return converted;
  }
}
