import { Injectable } from '@nestjs/common';
import { Affected, IdInput } from '#contracts/common';
import {
  AddAttachmentInput,
  Attachment,
  AttachmentList,
  AttachmentLocation,
  LocateAttachmentInput,
  transactionsContract,
} from '#contracts/transactions';
import { Implements, requireUser, type CallContext } from '#rpc';
import { AddAttachment } from './add-attachment.js';
import { AttachmentsRepository, toAttachment } from './attachments.repository.js';

@Injectable()
export class AttachmentsHandler {
  constructor(
    private readonly attachments: AttachmentsRepository,
    private readonly addition: AddAttachment,
  ) {}

  @Implements(transactionsContract.operations.listAttachments)
  async listAttachments({ id }: IdInput, call: CallContext): Promise<AttachmentList> {
    return { items: (await this.attachments.list(requireUser(call).id, id)).map(toAttachment) };
  }

  @Implements(transactionsContract.operations.addAttachment)
  async addAttachment(input: AddAttachmentInput, call: CallContext): Promise<Attachment> {
    return toAttachment(await this.addition.run(requireUser(call).id, input));
  }

  @Implements(transactionsContract.operations.locateAttachment)
  async locateAttachment(input: LocateAttachmentInput, call: CallContext): Promise<AttachmentLocation> {
    return this.attachments.locate(requireUser(call).id, input);
  }

  @Implements(transactionsContract.operations.deleteAttachment)
  async deleteAttachment({ id }: IdInput, call: CallContext): Promise<Affected> {
    return { affected: await this.attachments.delete(requireUser(call).id, id) };
  }
}
