import { Controller, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { requireUser, type CallContext } from '#rpc';
import type { ApiRequest } from '../http/api-request.js';
import { Call } from '../http/call.decorator.js';
import { NeverReplayed } from '../idempotency/never-replayed.decorator.js';
import { dropRest, receiveFile } from './receive-file.js';
import { Upload } from './upload.dto.js';
import { UploadStore } from './upload.store.js';

@ApiTags('Imports')
@Controller('uploads')
export class UploadsController {
  constructor(private readonly uploads: UploadStore) {}

  @Post()
  @NeverReplayed()
  @ApiOperation({ summary: 'Send a bank file', description: 'Kept for the preview and the import, which name it by its key.' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @ApiCreatedResponse({ type: Upload })
  async uploadFile(@Req() request: ApiRequest, @Call() call: CallContext): Promise<Upload> {
    const user = requireUser(call);
    try {
      const { fileName, content } = await receiveFile(request);
      return await this.uploads.keep(user.id, fileName, content);
    } finally {
      dropRest(request);
    }
  }
}
