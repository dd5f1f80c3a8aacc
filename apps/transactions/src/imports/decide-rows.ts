import type { CallContext } from '#rpc';
import type { CategorisationRun } from '../categorisation/categorisation-run.js';
import type { RuledFields } from '../categorisation/decision.js';
import type { SplitPart } from '../rules/rule.js';
import type { FileCategories, RowPart } from './file-categories.js';
import type { ImportEntity } from './import.entity.js';
import type { IncomingRow } from './incoming-row.js';
import type { DecidedRow } from './write-rows.js';

/** Gives rows on their way into the ledger their category and what else the user's rules make of them, in their order. */
export async function decideRows(
  rows: IncomingRow[],
  { id, fileName }: Pick<ImportEntity, 'id' | 'fileName'>,
  categories: CategorisationRun,
  fileCategories: FileCategories,
  call: CallContext,
): Promise<DecidedRow[]> {
  if (!rows.length) return [];
  const parts = rows.map(({ row }) => fileCategories.partsOf(row));
  const decisions = await categories.decide(
    rows.map(({ row, accountId, merchantKey }, i) => ({
      ...row,
      merchantKey,
      entry: { accountId, notes: row.notes, tags: row.tags, import: { id, fileName }, isSplit: parts[i] !== undefined },
    })),
    call,
  );
  return rows.map((incoming, i) => ({
    incoming: ruledRow(incoming, decisions[i]!.ruled),
    decision: fileCategories.refine(decisions[i]!, incoming.row),
    parts: parts[i] ?? decisions[i]!.ruled?.parts?.map(toRowPart),
  }));
}

/** The row as the user's rules made it. Its identity stays that of the bank's row. */
function ruledRow(incoming: IncomingRow, ruled: RuledFields | undefined): IncomingRow {
  if (!ruled) return incoming;
  const { counterparty, merchantKey, notes, tags } = ruled;
  return { ...incoming, merchantKey, row: { ...incoming.row, counterparty, notes, tags } };
}

const toRowPart = ({ amountMinor, categoryId, notes }: SplitPart): RowPart => ({
  amountMinor,
  categoryId: categoryId ?? null,
  notes: notes ?? null,
});
