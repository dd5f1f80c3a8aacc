import { operation } from '#rpc';
import { Affected, IdInput } from '../common/index.js';
import { AddAttachmentInput, Attachment, AttachmentList, AttachmentLocation, LocateAttachmentInput } from './attachments.dto.js';

export const attachmentOperations = {
  /** The receipts of the transaction with that id, the oldest first. */
  listAttachments: operation({ input: IdInput, output: AttachmentList, idempotent: true }),
  /** The same content again answers with the receipt that is there. */
  addAttachment: operation({ input: AddAttachmentInput, output: Attachment, timeoutMs: 30_000 }),
  locateAttachment: operation({ input: LocateAttachmentInput, output: AttachmentLocation, idempotent: true }),
  deleteAttachment: operation({ input: IdInput, output: Affected }),
};
