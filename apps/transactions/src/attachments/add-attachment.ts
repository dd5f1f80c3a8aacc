import { Injectable } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { DataSource, type EntityManager } from 'typeorm';
import { Config } from '#config';
import { MAX_ATTACHMENTS, type AddAttachmentInput, type AttachmentType } from '#contracts/transactions';
import { InjectDatabase } from '#database';
import { ServiceError } from '#rpc';
import { BlobStore } from '#storage';
import { lockLedger, raiseLedgerVersion } from '../ledger/ledger-version.js';
import { AttachmentEntity } from './attachment.entity.js';
import { AttachmentsRepository } from './attachments.repository.js';
import { cleanFileName, fileType, hasPdfEnd, isHeic } from './file-type.js';
import { thumbnailOf, unreadable } from './read-picture.js';

/** Takes an uploaded picture or PDF as a receipt of a transaction. The original is kept byte for byte. */
@Injectable()
export class AddAttachment {
  constructor(
    @InjectDatabase('transactions') private readonly database: DataSource,
    private readonly blobs: BlobStore,
    private readonly attachments: AttachmentsRepository,
    private readonly config: Config,
  ) {}

  /**
   * The same content again answers with the receipt that is there.
   * @throws ServiceError `transactions.not-found`, `storage.not-found`, `storage.too-large`, `attachments.too-many`,
   * `attachments.unreadable` with the reason
   */
  async run(userId: string, { transactionId, uploadKey, fileName }: AddAttachmentInput): Promise<AttachmentEntity> {
    await this.attachments.list(userId, transactionId);
    const content = await this.uploaded(userId, uploadKey);
    const type = checkedType(content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const thumbnail = type === 'application/pdf' ? undefined : await thumbnailOf(content, type);

    const blobKey = `attachments/${userId}/${randomUUID()}`;
    const thumbnailKey = thumbnail ? `${blobKey}-thumbnail` : null;
    await this.keep(
      new Map<string, Buffer>([[blobKey, content], ...(thumbnail ? [[`${blobKey}-thumbnail`, thumbnail] as const] : [])]),
    );
    return this.database.transaction(async (manager) => {
      await lockLedger(manager, userId);
      const present = await this.attachments.list(userId, transactionId, manager);
      const twin = present.find((other) => other.sha256 === sha256);
      // Its files stay on the list of those that belong to nothing.
      if (twin) return twin;
      if (present.length >= MAX_ATTACHMENTS) {
        throw new ServiceError('attachments.too-many', `A transaction has ${MAX_ATTACHMENTS} receipts at most`);
      }
      const repository = manager.getRepository(AttachmentEntity);
      const made = await repository.save(
        repository.create({
          userId,
          transactionId,
          fileName: cleanFileName(fileName, type),
          mediaType: type,
          bytes: content.byteLength,
          sha256,
          blobKey,
          thumbnailKey,
        }),
      );
      await belongs(manager, [blobKey, ...(thumbnailKey ? [thumbnailKey] : [])]);
      // A person's work, which outlives the undoing of an import.
      await manager.query('update transactions.transaction set edited_at = now() where id = $1', [transactionId]);
      await raiseLedgerVersion(manager, userId);
      return made;
    });
  }

  private async uploaded(userId: string, uploadKey: string): Promise<Buffer> {
    if (!uploadKey.startsWith(`uploads/${userId}/`)) throw new ServiceError('storage.not-found', 'There is no such upload');
    const { maxAttachmentBytes: most } = this.config;
    const bytes = (await this.blobs.head(uploadKey))?.bytes ?? 0;
    if (bytes > most) {
      throw new ServiceError('storage.too-large', `A receipt may be ${Math.floor(most / 1024 / 1024)} MB large at most`, {
        maxBytes: most,
      });
    }
    return buffer(await this.blobs.get(uploadKey));
  }

  /** Writes files that belong to nothing until {@link belongs} says so; if this process dies before, they are swept. */
  private async keep(files: Map<string, Buffer>): Promise<void> {
    await this.database.query(
      `insert into transactions.discarded_blob (blob_key, due_at) select key, now() + interval '1 hour' from unnest($1::text[]) as x (key)`,
      [[...files.keys()]],
    );
    for (const [key, content] of files) await this.blobs.put(key, oneChunk(content));
  }
}

async function belongs(manager: EntityManager, keys: string[]): Promise<void> {
  await manager.query('delete from transactions.discarded_blob where blob_key = any($1)', [keys]);
}

function checkedType(content: Buffer): AttachmentType {
  const type = fileType(content);
  if (!content.byteLength) throw unreadable('The file is empty');
  if (isHeic(content)) throw unreadable('HEIC pictures cannot be shown everywhere: send it as a JPEG');
  if (!type)
    throw unreadable('A receipt is a JPEG, PNG or WebP picture or a PDF; this file is none of them, whatever its name says');
  if (type === 'application/pdf' && !hasPdfEnd(content)) throw unreadable('The PDF is damaged: its end is missing');
  return type;
}

async function* oneChunk(content: Buffer): AsyncGenerator<Uint8Array> {
  yield content;
}
