import { Injectable } from '@nestjs/common';
import { ApiKeyList, authContract, CreateApiKeyInput, CreatedApiKey, Identity, VerifyApiKeyInput } from '#contracts/auth';
import { IdInput } from '#contracts/common';
import { Implements, Nothing, type CallContext } from '#rpc';
import { RequireSession } from '../sessions/require-session.js';
import { ApiKeysService } from './api-keys.service.js';

@Injectable()
export class ApiKeysHandler {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly requireSession: RequireSession,
  ) {}

  @Implements(authContract.operations.createApiKey)
  async createApiKey(input: CreateApiKeyInput, call: CallContext): Promise<CreatedApiKey> {
    const { userId } = await this.requireSession.of(call);
    return this.keys.create(userId, input);
  }

  @Implements(authContract.operations.listApiKeys)
  async listApiKeys(_input: Nothing, call: CallContext): Promise<ApiKeyList> {
    const { userId } = await this.requireSession.of(call);
    return { items: await this.keys.list(userId) };
  }

  @Implements(authContract.operations.revokeApiKey)
  async revokeApiKey({ id }: IdInput, call: CallContext): Promise<Nothing> {
    const { userId } = await this.requireSession.of(call);
    await this.keys.revoke(userId, id);
    return {};
  }

  @Implements(authContract.operations.verifyApiKey)
  verifyApiKey({ secret }: VerifyApiKeyInput): Promise<Identity> {
    return this.keys.verify(secret);
  }
}
