import { IsBoolean, IsString } from 'class-validator';
import { defineJob } from '#jobs';
import type { BadLine } from './ecb/rate-table.js';

export class LoadRatesInput {
  @IsString()
  uploadKey: string;

  @IsString()
  fileName: string;

  /** For everyone, or for the user alone. */
  @IsBoolean()
  shared: boolean;
}

/** What became of a file of rates. */
export class LoadRatesResult {
  /** Rates in the file that could be read. */
  read: number;
  /** Of them those that were new or changed. */
  written: number;
  currencies: number;
  firstDay?: string;
  lastDay?: string;
  /** The first hundred places that were left out, and how many there are. */
  bad: BadLine[];
  badCount: number;
  /** Codes that are of no currency in use. */
  unknown: string[];
}

export class FetchRatesInput {
  /** The day for which it is done; so it is done once a day, however many processes ask. */
  @IsString()
  day: string;
}

/** Takes a file of the European Central Bank into the rates. */
export const loadRates = defineJob({
  kind: 'transactions.load-exchange-rates',
  input: LoadRatesInput,
  output: LoadRatesResult,
  attempts: 5,
  cacheFor: 0,
});

/** Fetches the rates from the configured address; goes on trying for a day. */
export const fetchRates = defineJob({
  kind: 'transactions.fetch-exchange-rates',
  input: FetchRatesInput,
  output: LoadRatesResult,
  attempts: 96,
  backoff: { type: 'fixed', delayMs: 15 * 60_000 },
  cacheFor: 48 * 60 * 60_000,
});
