/** An account as an export names it. */
export interface ExportAccount {
  id: string;
  name: string;
  type: string;
  /** ISO 4217 code. */
  currency: string;
  institution?: string;
  bankRef?: string;
  openingBalanceMinor: number;
  /** Opening balance and every booked transaction, minor units, whatever the export leaves out. */
  balanceMinor: number;
}

/** One part of a divided transaction. */
export interface ExportSplit {
  amountMinor: number;
  /** `Primary:Detailed` in words. */
  category?: string;
  notes?: string;
}

/** A transaction as the exporters see it; what they share with every reader of bank files is a row's facts, not our ids. */
export interface ExportRow {
  id: string;
  accountId: string;
  /** `YYYY-MM-DD` */
  bookedOn: string;
  valueOn?: string;
  /** Signed, minor units of `currency`. */
  amountMinor: number;
  currency: string;
  description: string;
  counterparty?: string;
  /** `Primary:Detailed` in words. */
  category?: string;
  notes?: string;
  tags: string[];
  isTransfer: boolean;
  splits: ExportSplit[];
  reference?: string;
  counterpartyAccount?: string;
  originalAmountMinor?: number;
  originalCurrency?: string;
  status: 'booked' | 'pending';
  /** Unique within the account and the same in every export: the bank's own id where it names one row only, else ours. */
  uniqueId: string;
  /** The own account on the other side, where the transfer is paired. */
  transferAccount?: string;
}

/** What is to be exported, piece by piece: rows in the order the format asks for. */
export type ExportRows = AsyncIterable<ExportRow[]>;
