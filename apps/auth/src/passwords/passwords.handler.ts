import { Injectable } from '@nestjs/common';
import { authContract, ChangePasswordInput, ConfirmIdentityInput } from '#contracts/auth';
import { Implements, Nothing, type CallContext } from '#rpc';
import { RequireSession } from '../sessions/require-session.js';
import { DeleteAccount } from '../users/delete-account.js';
import { ChangePassword } from './change-password.js';
import { ConfirmIdentity } from './confirm-identity.js';

@Injectable()
export class PasswordsHandler {
  constructor(
    private readonly change: ChangePassword,
    private readonly confirm: ConfirmIdentity,
    private readonly remove: DeleteAccount,
    private readonly requireSession: RequireSession,
  ) {}

  @Implements(authContract.operations.changePassword)
  async changePassword(input: ChangePasswordInput, call: CallContext): Promise<Nothing> {
    await this.change.run(await this.requireSession.of(call), input);
    return {};
  }

  @Implements(authContract.operations.confirmIdentity)
  async confirmIdentity(input: ConfirmIdentityInput, call: CallContext): Promise<Nothing> {
    await this.confirm.run(await this.requireSession.of(call), input);
    return {};
  }

  @Implements(authContract.operations.deleteAccount)
  async deleteAccount(input: ConfirmIdentityInput, call: CallContext): Promise<Nothing> {
    const session = await this.requireSession.of(call);
    await this.confirm.run(session, input);
    await this.remove.run(session.userId);
    return {};
  }
}
