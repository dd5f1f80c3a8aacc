import { Controller, Delete, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';
import { Config } from '#config';
import { Affected, queryFlag } from '#contracts/common';
import {
  Attachment,
  ATTACHMENT_TYPES,
  AttachmentList,
  transactionsContract,
  type AttachmentLocation,
} from '#contracts/transactions';
import { InjectClient, requireUser, type CallContext, type Client } from '#rpc';
import { BlobStore } from '#storage';
import type { ApiReply, ApiRequest } from '../http/api-request.js';
import { Call } from '../http/call.decorator.js';
import { IdParam } from '../http/id-param.js';
import { sendFile } from '../http/send-blob.js';
import { NeverReplayed } from '../idempotency/never-replayed.decorator.js';
import { dropRest, receiveFile } from '../uploads/receive-file.js';
import { UploadStore } from '../uploads/upload.store.js';

class FileQuery {
  @ApiPropertyOptional({ description: 'Save it instead of showing it' })
  @IsOptional()
  @Transform(queryFlag)
  @IsBoolean()
  download?: boolean;
}

const BINARY = { schema: { type: 'string', format: 'binary' } };

@ApiTags('Receipts')
@Controller()
export class AttachmentsController {
  constructor(
    @InjectClient(transactionsContract) private readonly ledger: Client<typeof transactionsContract>,
    private readonly uploads: UploadStore,
    private readonly blobs: BlobStore,
    private readonly config: Config,
  ) {}

  @Get('transactions/:id/attachments')
  @ApiOperation({ summary: 'Receipts of a transaction' })
  @ApiOkResponse({ type: AttachmentList })
  listAttachments(@Param() { id }: IdParam, @Call() call: CallContext): Promise<AttachmentList> {
    return this.ledger.listAttachments({ id }, call);
  }

  @Post('transactions/:id/attachments')
  @NeverReplayed()
  @ApiOperation({
    summary: 'Attach a receipt',
    description: 'A JPEG, PNG or WebP picture or a PDF, told by its content. The same content twice is one receipt.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } })
  @ApiCreatedResponse({ type: Attachment })
  async addAttachment(@Param() { id }: IdParam, @Req() request: ApiRequest, @Call() call: CallContext): Promise<Attachment> {
    const user = requireUser(call);
    try {
      const { fileName, content } = await receiveFile(request);
      const { uploadKey } = await this.uploads.keep(user.id, fileName, content, this.config.maxAttachmentBytes);
      try {
        return await this.ledger.addAttachment({ transactionId: id, uploadKey, fileName }, call);
      } finally {
        await this.blobs.delete(uploadKey);
      }
    } finally {
      dropRest(request);
    }
  }

  @Get('attachments/:id/file')
  @ApiOperation({ summary: 'A receipt itself' })
  @ApiProduces(...ATTACHMENT_TYPES)
  @ApiOkResponse(BINARY)
  async downloadAttachment(
    @Param() { id }: IdParam,
    @Query() { download }: FileQuery,
    @Res() reply: ApiReply,
    @Call() call: CallContext,
  ): Promise<void> {
    await this.send(reply, await this.ledger.locateAttachment({ id }, call), !download);
  }

  @Get('attachments/:id/thumbnail')
  @ApiOperation({ summary: 'A small picture of a receipt' })
  @ApiProduces('image/webp')
  @ApiOkResponse(BINARY)
  async attachmentThumbnail(@Param() { id }: IdParam, @Res() reply: ApiReply, @Call() call: CallContext): Promise<void> {
    await this.send(reply, await this.ledger.locateAttachment({ id, thumbnail: true }, call), true);
  }

  @Delete('attachments/:id')
  @ApiOperation({ summary: 'Delete a receipt' })
  @ApiOkResponse({ type: Affected })
  deleteAttachment(@Param() { id }: IdParam, @Call() call: CallContext): Promise<Affected> {
    return this.ledger.deleteAttachment({ id }, call);
  }

  private async send(reply: ApiReply, { blobKey, ...file }: AttachmentLocation, inline: boolean): Promise<void> {
    await sendFile(reply, { content: await this.blobs.get(blobKey), ...file, inline });
  }
}
