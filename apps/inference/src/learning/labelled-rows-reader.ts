import { Injectable } from '@nestjs/common';
import { primaryOf } from '#contracts/categories';
import { transactionsContract, type LabelledRow, type LabelledRows } from '#contracts/transactions';
import { InjectClient, systemCall, type Client } from '#rpc';

const PAGE = 1_000;

/** A text whose category a person chose. */
export interface LabelledText extends LabelledRow {
  primary: string;
}

/** Reads what people have chosen from the ledger, where it is kept: nothing of it is stored here. */
@Injectable()
export class LabelledRowsReader {
  constructor(@InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>) {}

  /** The latest choices, latest first, at most so many. */
  async latest(most: number): Promise<LabelledText[]> {
    const rows: LabelledText[] = [];
    let cursor: string | undefined;
    for (;;) {
      const limit = Math.min(PAGE, most - rows.length);
      const page: LabelledRows = await this.ledger.listLabelledRows(
        cursor === undefined ? { limit } : { limit, cursor },
        systemCall(),
      );
      for (const row of page.rows) {
        const primary = primaryOf(row.category);
        if (primary) rows.push({ ...row, primary });
      }
      cursor = page.nextCursor;
      if (cursor === undefined || rows.length >= most) return rows;
    }
  }

  /** How many there are. */
  async count(): Promise<number> {
    return (await this.ledger.listLabelledRows({ limit: 1 }, systemCall())).total;
  }
}
