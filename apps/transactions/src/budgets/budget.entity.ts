import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { Rollover } from '#contracts/transactions';
import { safeBigint } from '../ledger/minor-units.column.js';

/** What may be spent on a category each month, from a month on until a later row of the category says otherwise. */
@Entity({ schema: 'transactions', name: 'budget' })
@Unique('budget_of_month', ['userId', 'categoryId', 'fromMonth'])
@Check('budget_amount_safe', `"amount_minor" between 0 and 9007199254740991`)
@Check('budget_first_of_month', `extract(day from "from_month") = 1`)
@Check('budget_rollover_known', `"rollover" in ('none', 'leftover', 'all')`)
export class BudgetEntity {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()', primaryKeyConstraintName: 'budget_pk' })
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('text', { name: 'category_id' })
  categoryId: string;

  /** First day of the month. */
  @Column('date', { name: 'from_month' })
  fromMonth: string;

  /** Minor units of {@link currency}; null ends the budget. */
  @Column('bigint', { name: 'amount_minor', nullable: true, transformer: safeBigint })
  amountMinor: number | null;

  /** The user's reporting currency when it was set. */
  @Column('char', { length: 3 })
  currency: string;

  @Column('text', { default: 'none' })
  rollover: Rollover;
}
