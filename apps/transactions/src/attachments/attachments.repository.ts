import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Attachment, AttachmentLocation, AttachmentType, LocateAttachmentInput } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import { lockLedger, raiseLedgerVersion } from '../ledger/ledger-version.js';
import { transactionNotFound } from '../ledger/transactions.repository.js';
import { AttachmentEntity } from './attachment.entity.js';

/** The receipts of a user's transactions. */
@Injectable()
export class AttachmentsRepository {
  constructor(@InjectDatabase('transactions') private readonly database: DataSource) {}

  /** @throws ServiceError `transactions.not-found` */
  async list(userId: string, transactionId: string, manager: EntityManager = this.database.manager): Promise<AttachmentEntity[]> {
    const found: unknown[] = await manager.query('select 1 from transactions.transaction where id = $1 and user_id = $2', [
      transactionId,
      userId,
    ]);
    if (!found.length) throw transactionNotFound(transactionId);
    return manager.getRepository(AttachmentEntity).find({ where: { transactionId, userId }, order: { id: 'ASC' } });
  }

  /** @throws ServiceError `attachments.not-found`, also for the small picture of what has none */
  async locate(userId: string, { id, thumbnail }: LocateAttachmentInput): Promise<AttachmentLocation> {
    const found = await this.database.getRepository(AttachmentEntity).findOneBy({ id, userId });
    const blobKey = thumbnail ? found?.thumbnailKey : found?.blobKey;
    if (!found || !blobKey) throw attachmentNotFound(id);
    const { fileName, mediaType, bytes } = found;
    return thumbnail
      ? { blobKey, fileName: `${fileName}.webp`, mediaType: 'image/webp' }
      : { blobKey, fileName, mediaType, bytes };
  }

  /** Its files go with the next sweep. @throws ServiceError `attachments.not-found` */
  async delete(userId: string, id: string): Promise<number> {
    return this.database.transaction(async (manager) => {
      await lockLedger(manager, userId);
      const { affected } = await manager.getRepository(AttachmentEntity).delete({ id, userId });
      if (!affected) throw attachmentNotFound(id);
      await raiseLedgerVersion(manager, userId);
      return affected;
    });
  }
}

export function toAttachment(row: AttachmentEntity): Attachment {
  return {
    id: row.id,
    transactionId: row.transactionId,
    fileName: row.fileName,
    mediaType: row.mediaType as AttachmentType,
    bytes: row.bytes,
    sha256: row.sha256,
    hasThumbnail: row.thumbnailKey !== null,
    createdAt: row.createdAt.toISOString(),
  };
}

const attachmentNotFound = (id: string): ServiceError => new ServiceError('attachments.not-found', `There is no receipt ${id}`);
