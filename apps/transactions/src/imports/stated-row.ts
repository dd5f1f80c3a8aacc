/** The part of a bank's row that a person may change in the ledger afterwards. */
export interface StatedRow {
  bookedOn: string;
  valueOn: string | null;
  amountMinor: number;
  description: string;
  counterparty: string | null;
}
