import type { EntityManager } from 'typeorm';
import { DETAILED_CATEGORIES, PRIMARY_CATEGORIES } from '#contracts/categories';
import { toSafeNumber } from '../ledger/minor-units.column.js';
import { SqlValues } from '../ledger/sql-values.js';
import { readByCursor } from './read-by-cursor.js';
import type { ExportAccount, ExportRow, ExportRows, ExportSplit } from './export-row.js';

interface Row extends Omit<ExportRow, 'amountMinor' | 'originalAmountMinor' | 'splits' | 'category' | 'tags'> {
  amountMinor: string;
  originalAmountMinor?: string;
  categoryId?: string;
  tags: string[];
  splits?: { amountMinor: number; categoryId?: string; notes?: string }[];
}

/** What PostgreSQL gives for an absent text is null; an exporter knows only absent. */
type Nullable<T> = { [K in keyof T]: T[K] | null };

/**
 * A user's transactions as they stood when reading began, batch by batch, in constant memory. Its manager is of a transaction that
 * sees one state of the ledger (repeatable read); its condition is one on `transactions.transaction t`.
 */
export class ExportReader {
  constructor(
    private readonly manager: EntityManager,
    private readonly userId: string,
    private readonly condition: (values: SqlValues) => Promise<string>,
    private readonly categoryNames: ReadonlyMap<string, string>,
    private readonly onRows: (rows: number) => Promise<void>,
  ) {}

  /** Oldest first; those of one account where it is given. */
  async *rows(accountId?: string): ExportRows {
    const values = new SqlValues();
    const userId = values.add(this.userId, 'uuid');
    const ofAccount = accountId === undefined ? '' : ` and t.account_id = ${values.add(accountId, 'uuid')}`;
    const condition = await this.condition(values);
    const sql = `
      select t.id, t.account_id as "accountId", t.booked_on::text as "bookedOn", t.value_on::text as "valueOn",
        t.amount_minor as "amountMinor", t.currency, t.description, t.counterparty, t.category_id as "categoryId", t.notes, t.tags,
        t.is_transfer as "isTransfer", t.reference, t.counterparty_account as "counterpartyAccount",
        t.original_amount_minor as "originalAmountMinor", t.original_currency as "originalCurrency", t.status,
        case when t.bank_id is null or repeated.bank_id is not null then t.id::text else t.bank_id end as "uniqueId",
        case when t.is_split then (
          select json_agg(json_build_object('amountMinor', s.amount_minor, 'categoryId', s.category_id, 'notes', s.notes)
            order by s.position)
          from transactions.transaction_split s where s.transaction_id = t.id) end as splits,
        case when t.is_transfer then (
          select a.name from transactions.transfer f
          join transactions.transaction other on other.id = case when f.out_id = t.id then f.in_id else f.out_id end
          join transactions.account a on a.id = other.account_id
          where f.user_id = ${userId} and f.state = 'confirmed' and (f.out_id = t.id or f.in_id = t.id) limit 1) end as "transferAccount"
      from transactions.transaction t
      left join (
        select account_id, bank_id from transactions.transaction where user_id = ${userId} and bank_id is not null
        group by account_id, bank_id having count(*) > 1) repeated
        on repeated.account_id = t.account_id and repeated.bank_id = t.bank_id
      where ${condition}${ofAccount}
      order by t.booked_on, t.id`;
    for await (const rows of readByCursor<Nullable<Row>>(this.manager, sql, values.list)) {
      yield rows.map((row) => this.toRow(row));
      await this.onRows(rows.length);
    }
  }

  private toRow(row: Nullable<Row>): ExportRow {
    const { amountMinor, originalAmountMinor, categoryId, splits, ...rest } = withoutNulls(row) as Row;
    return {
      ...rest,
      amountMinor: toSafeNumber(amountMinor),
      originalAmountMinor: originalAmountMinor === undefined ? undefined : toSafeNumber(originalAmountMinor),
      category: this.nameOf(categoryId),
      splits: (splits ?? []).map((part): ExportSplit => ({
        amountMinor: part.amountMinor,
        category: this.nameOf(part.categoryId),
        notes: part.notes ?? undefined,
      })),
    };
  }

  private nameOf(categoryId: string | undefined | null): string | undefined {
    return categoryId == null ? undefined : (this.categoryNames.get(categoryId) ?? categoryId);
  }
}

function withoutNulls(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

/** Category id → `Primary:Detailed` in words, of the taxonomy and the user's own. */
export async function readCategoryNames(manager: EntityManager, userId: string): Promise<Map<string, string>> {
  const names = new Map<string, string>(PRIMARY_CATEGORIES.map(({ id, label }) => [id, label]));
  for (const { id, label, primary } of DETAILED_CATEGORIES) names.set(id, `${names.get(primary)}:${label}`);
  const own: { id: string; name: string; parentId: string | null }[] = await manager.query(
    `select id, name, parent_id as "parentId" from transactions.category where user_id = $1 order by parent_id nulls first`,
    [userId],
  );
  const parents = new Map(own.map(({ id, name }) => [id, name]));
  for (const { id, name, parentId } of own) {
    const parent = parentId === null ? undefined : (parents.get(parentId) ?? names.get(parentId));
    names.set(id, parent === undefined ? name : `${parent}:${name}`);
  }
  return names;
}

/** A user's accounts in the order they were made, with their balances. */
export async function readAccounts(manager: EntityManager, userId: string): Promise<ExportAccount[]> {
  const rows: (Nullable<ExportAccount> & { openingBalanceMinor: string; balanceMinor: string })[] = await manager.query(
    `select a.id, a.name, a.type, a.currency, a.institution, a.bank_ref as "bankRef", a.opening_balance_minor as "openingBalanceMinor",
       a.opening_balance_minor + coalesce(sum(m.in_minor + m.out_minor) filter (where m.status = 'booked'), 0) as "balanceMinor"
     from transactions.account a
     left join transactions.month_total m on m.user_id = a.user_id and m.account_id = a.id
     where a.user_id = $1 group by a.id order by a.id`,
    [userId],
  );
  return rows.map((row) => ({
    ...(withoutNulls(row) as ExportAccount),
    openingBalanceMinor: toSafeNumber(row.openingBalanceMinor),
    balanceMinor: toSafeNumber(row.balanceMinor),
  }));
}
