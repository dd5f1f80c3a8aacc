import { defineContract, Nothing, operation } from '#rpc';
import { IdInput } from '../common/index.js';
import {
  ApiKeyList,
  ChangePasswordInput,
  ConfirmIdentityInput,
  CreateApiKeyInput,
  CreatedApiKey,
  Identity,
  LoginInput,
  LogoutInput,
  RefreshInput,
  RegisterInput,
  SessionList,
  SessionTokens,
  SetupState,
  User,
  VerifyApiKeyInput,
} from './auth.dto.js';

export * from './access-token.js';
export * from './auth.dto.js';

/**
 * Users, sessions and API keys. Refusals: `auth.invalid-credentials`, `auth.invalid-token`, `auth.session-ended`,
 * `auth.email-taken`, `auth.registration-closed`, `auth.weak-password`, `auth.too-many-attempts` (with
 * `details.retryAfterSeconds`), `auth.unavailable`, `unauthorized`, `forbidden`, `not-found`.
 */
export const authContract = defineContract('auth', {
  setupState: operation({ input: Nothing, output: SetupState, idempotent: true }),
  register: operation({ input: RegisterInput, output: SessionTokens, timeoutMs: 10_000 }),
  login: operation({ input: LoginInput, output: SessionTokens, timeoutMs: 10_000 }),
  refresh: operation({ input: RefreshInput, output: SessionTokens }),
  /** Ends the session of a refresh token; an unknown token is no error. */
  logout: operation({ input: LogoutInput, output: Nothing, idempotent: true }),
  me: operation({ input: Nothing, output: User, idempotent: true }),
  /** Ends every other session of the user. */
  changePassword: operation({ input: ChangePasswordInput, output: Nothing, timeoutMs: 10_000 }),
  /** Refuses with `auth.invalid-credentials` unless address and password are those of the signed-in person. */
  confirmIdentity: operation({ input: ConfirmIdentityInput, output: Nothing, timeoutMs: 10_000 }),
  /** Deletes the account with its sessions and keys, on the same proof. Data in other services is not touched. */
  deleteAccount: operation({ input: ConfirmIdentityInput, output: Nothing, timeoutMs: 10_000 }),
  listSessions: operation({ input: Nothing, output: SessionList, idempotent: true }),
  endSession: operation({ input: IdInput, output: Nothing, idempotent: true }),
  endOtherSessions: operation({ input: Nothing, output: Nothing, idempotent: true }),
  createApiKey: operation({ input: CreateApiKeyInput, output: CreatedApiKey }),
  listApiKeys: operation({ input: Nothing, output: ApiKeyList, idempotent: true }),
  revokeApiKey: operation({ input: IdInput, output: Nothing, idempotent: true }),
  /** Asked by the gateway for each request with an API key; `auth.invalid-token` when unknown, revoked or expired. */
  verifyApiKey: operation({ input: VerifyApiKeyInput, output: Identity, idempotent: true, timeoutMs: 2_000 }),
});
