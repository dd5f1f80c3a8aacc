import { Nothing, operation } from '#rpc';
import { Affected } from '../common/index.js';
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
} from './exchange-rates.dto.js';
import { StartedJob } from './imports.dto.js';

export const exchangeRateOperations = {
  getReportingCurrency: operation({ input: Nothing, output: ReportingCurrency, idempotent: true }),
  setReportingCurrency: operation({ input: SetReportingCurrencyInput, output: ReportingCurrency }),
  listRateCoverage: operation({ input: Nothing, output: RateCoverageList, idempotent: true }),
  listExchangeRates: operation({ input: ListExchangeRatesInput, output: ExchangeRatePage, idempotent: true }),
  /** Writes the user's own rate of a day, which goes before a shared one. */
  putExchangeRate: operation({ input: PutExchangeRateInput, output: ExchangeRate, idempotent: true }),
  /** Removes the user's own rate of a day; a shared one counts again. */
  deleteExchangeRate: operation({ input: ExchangeRateKey, output: Affected, idempotent: true }),
  /** Reads a file of the European Central Bank by a job. */
  loadExchangeRates: operation({ input: LoadExchangeRatesInput, output: StartedJob }),
  /** Refused with `exchange-rates.missing` where no rate is known on or before the day. */
  convertAmount: operation({ input: ConvertInput, output: Conversion, idempotent: true }),
};
