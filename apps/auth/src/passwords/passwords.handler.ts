import { Injectable } from '@nestjs/common';
import { authContract, ChangePasswordInput } from '#contracts/auth';
import { Implements, Nothing, type CallContext } from '#rpc';
import { RequireSession } from '../sessions/require-session.js';
import { ChangePassword } from './change-password.js';

@Injectable()
export class PasswordsHandler {
  constructor(
    private readonly change: ChangePassword,
    private readonly requireSession: RequireSession,
  ) {}

  @Implements(authContract.operations.changePassword)
  async changePassword(input: ChangePasswordInput, call: CallContext): Promise<Nothing> {
    await this.change.run(await this.requireSession.of(call), input);
    return {};
  }
}
