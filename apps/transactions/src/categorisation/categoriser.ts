import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inferenceContract } from '#contracts/inference';
import type { CategorySource } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { InjectClient, type CallContext, type Client } from '#rpc';
import { CategorisationRun } from './categorisation-run.js';

/** What is known of a transaction before it has a category. */
export interface Uncategorised {
  description: string;
  counterparty?: string;
  /** Signed, in minor units: a refund and a purchase of one merchant may differ. */
  amountMinor: number;
  /** As `merchantKey` makes it of the two texts, where the caller has it already. */
  merchantKey?: string;
}

/** A category and who decided it; source `none` without one. */
export interface Decision {
  categoryId?: string;
  source: CategorySource;
  /** 1 where a rule or the user's history decided. */
  confidence?: number;
}

/**
 * Gives transactions their category, in this order: the user's rules, the user's own corrections for that merchant, the
 * model; else uncategorised. A model that cannot be reached leaves its rows uncategorised and fails nothing.
 */
@Injectable()
export class Categoriser {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    @InjectClient(inferenceContract) private readonly inference: Client<typeof inferenceContract>,
  ) {}

  /** Begins a run over many rows of one user, which remembers what it has looked up. */
  begin(userId: string): CategorisationRun {
    return new CategorisationRun(this.database, this.inference, userId);
  }

  /** Decisions for `rows`, in their order. */
  categorise(userId: string, rows: Uncategorised[], call: CallContext): Promise<Decision[]> {
    return this.begin(userId).decide(rows, call);
  }
}
