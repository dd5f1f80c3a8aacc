import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ReportingCurrency as Answer } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { findCurrency } from '#money';
import { invalidField } from '../ledger/check-input.js';
import { raiseLedgerVersion } from '../ledger/ledger-version.js';

/** The currency in which a user wants sums over accounts of several currencies. */
@Injectable()
export class ReportingCurrency {
  constructor(@InjectDatabase('transactions') private readonly database: DataSource) {}

  /** What the user chose; else the currency of most open accounts, the euro before others of as many, and the euro without any. */
  async of(userId: string): Promise<Answer> {
    const [row]: { chosen: string | null; usual: string | null }[] = await this.database.query(
      `select
         (select reporting_currency from transactions.ledger where user_id = $1) as chosen,
         (select currency from transactions.account where user_id = $1 and not archived
          group by currency order by count(*) desc, currency <> 'EUR', currency limit 1) as usual`,
      [userId],
    );
    return { currency: row!.chosen ?? row!.usual ?? 'EUR', chosen: row!.chosen !== null };
  }

  /** @throws ServiceError `invalid-input` for what is no currency in use */
  async set(userId: string, code: string | null): Promise<Answer> {
    const currency = code === null ? null : checkedCurrency('currency', code);
    await this.database.transaction(async (manager) => {
      await raiseLedgerVersion(manager, userId);
      await manager.query('update transactions.ledger set reporting_currency = $2 where user_id = $1', [userId, currency]);
    });
    return this.of(userId);
  }
}

/** The ISO 4217 code in capitals. @throws ServiceError `invalid-input` */
export function checkedCurrency(field: string, code: string): string {
  const currency = findCurrency(code.toUpperCase());
  if (!currency) throw invalidField(field, `${field}: ISO 4217 has no ${code}`);
  return currency.code;
}
