import { operation } from '#rpc';
import { Affected, IdInput } from '../common/index.js';
import { StartedJob } from './imports.dto.js';
import {
  DecideTransfersInput,
  FindTransfersInput,
  LinkTransferInput,
  ListTransfersInput,
  MarkTransferInput,
  Transfer,
  TransferOfTransaction,
  TransferPage,
} from './transfers.dto.js';

export const transferOperations = {
  /** Pairs the movements between own accounts by a job. */
  findTransfers: operation({ input: FindTransfersInput, output: StartedJob }),
  listTransfers: operation({ input: ListTransfersInput, output: TransferPage, idempotent: true }),
  /** The pair that a transaction (by its id) belongs to. */
  getTransferOf: operation({ input: IdInput, output: TransferOfTransaction, idempotent: true }),
  /** Of pairs that share a leg the surer one is confirmed and the other left out. */
  confirmTransfers: operation({ input: DecideTransfersInput, output: Affected, timeoutMs: 20_000 }),
  /** Also undoes confirmed pairs; none of them is ever suggested again. */
  rejectTransfers: operation({ input: DecideTransfersInput, output: Affected, timeoutMs: 20_000 }),
  linkTransfer: operation({ input: LinkTransferInput, output: Transfer }),
  /** Undoes a confirmed pair by its id; it is never suggested again. */
  unlinkTransfer: operation({ input: IdInput, output: Affected }),
  /** Marks transactions as transfers without their other side here, or as none; what was paired is no pair any more then. */
  markTransfer: operation({ input: MarkTransferInput, output: Affected, timeoutMs: 20_000 }),
};
