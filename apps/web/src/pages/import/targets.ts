import type { CsvMapping } from '../../api/csv-mapping';
import type { AccountType, ImportPreview } from '../../api/types';

/** What the preview is asked with; the account decides the remembered mapping, the currency the decimals. */
export interface Reading {
  accountId?: string;
  currency?: string;
  mapping?: CsvMapping;
}

/** An account that rows of the file belong to; a file that names none has one with an empty `ref`. */
export interface FileTarget {
  ref: string;
  name: string;
  currency?: string;
  kind?: string;
  /** Ours that it is known to be. */
  accountId?: string;
}

/** The accounts of a file that need an account of ours. */
export function fileTargets({ accounts, rows }: Pick<ImportPreview, 'accounts' | 'rows'>, fileName: string): FileTarget[] {
  const plain = fileName
    .replace(/\.[^.]+$/, '')
    .replace(/[_-]+/g, ' ')
    .trim();
  const currency = rows[0]?.currency;
  if (accounts.length === 0) return [{ ref: '', name: plain, ...(currency && { currency }) }];
  return accounts.map((account) => ({
    ...account,
    name: account.name ?? (accounts.length === 1 ? plain : `Account ${account.ref.slice(-4)}`),
  }));
}

/** The kind of account in the words of OFX, as one of ours. */
export function accountType(kind: string | undefined): AccountType {
  const text = kind?.toLowerCase() ?? '';
  if (/credit.?card|ccstmt|^cc$/.test(text)) return 'credit-card';
  if (/sav|moneymrkt|^cd$/.test(text)) return 'savings';
  if (/creditline|loan/.test(text)) return 'loan';
  if (/invest|broker/.test(text)) return 'investment';
  return 'checking';
}
