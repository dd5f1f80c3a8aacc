/** What the details of a movement (`:86:` or `:NS:`) say, whatever the bank's way of writing them. */
export interface Mt940Details {
  /** What the payer wrote, or all of it where nothing tells the parts apart. */
  text: string;
  /** The bank's words for the kind of movement. */
  kind?: string;
  counterparty?: string;
  counterpartyAccount?: string;
  /** On whose behalf the other side acts. */
  ultimate?: string;
  /** What the one who ordered the payment calls it. */
  customerReference?: string;
  endToEndId?: string;
  mandate?: string;
  creditorId?: string;
  /** `EUR4,5` as written: the amount before an exchange, and the charges. */
  originalAmount?: string;
  charges?: string;
  exchangeRate?: string;
  /** The bank says that the payment came back, and why. */
  returned?: string;
}
