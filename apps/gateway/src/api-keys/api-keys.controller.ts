import { Body, Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiKeyList, authContract, CreateApiKeyInput, CreatedApiKey } from '#contracts/auth';
import { InjectClient, type CallContext, type Client } from '#rpc';
import type { ApiReply } from '../http/api-request.js';
import { Call } from '../http/call.decorator.js';
import { IdParam } from '../http/id-param.js';
import { NeverReplayed } from '../idempotency/never-replayed.decorator.js';
import { PeopleOnly } from '../security/access.decorators.js';

@ApiTags('API keys')
@Controller('api-keys')
@PeopleOnly()
export class ApiKeysController {
  constructor(@InjectClient(authContract) private readonly auth: Client<typeof authContract>) {}

  @Get()
  @ApiOperation({ summary: 'The API keys, without their secrets' })
  @ApiOkResponse({ type: ApiKeyList })
  listApiKeys(@Call() call: CallContext): Promise<ApiKeyList> {
    return this.auth.listApiKeys({}, call);
  }

  @Post()
  @NeverReplayed()
  @ApiOperation({ summary: 'Make an API key', description: 'Its secret is shown this once.' })
  @ApiCreatedResponse({ type: CreatedApiKey })
  createApiKey(
    @Body() body: CreateApiKeyInput,
    @Res({ passthrough: true }) reply: ApiReply,
    @Call() call: CallContext,
  ): Promise<CreatedApiKey> {
    reply.header('cache-control', 'no-store');
    return this.auth.createApiKey(body, call);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Revoke an API key',
    description: 'It stops working at once, or within 30 seconds where it was just used.',
  })
  @ApiNoContentResponse()
  async revokeApiKey(@Param() { id }: IdParam, @Call() call: CallContext): Promise<void> {
    await this.auth.revokeApiKey({ id }, call);
  }
}
