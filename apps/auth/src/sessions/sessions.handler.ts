import { Injectable } from '@nestjs/common';
import { authContract, LoginInput, LogoutInput, RefreshInput, SessionList, SessionTokens } from '#contracts/auth';
import { IdInput } from '#contracts/common';
import { Implements, Nothing, type CallContext } from '#rpc';
import { LogIn } from './log-in.js';
import { RequireSession } from './require-session.js';
import { RotateRefreshToken } from './rotate-refresh-token.js';
import { SessionsService } from './sessions.service.js';

@Injectable()
export class SessionsHandler {
  constructor(
    private readonly logIn: LogIn,
    private readonly rotateRefreshToken: RotateRefreshToken,
    private readonly sessions: SessionsService,
    private readonly requireSession: RequireSession,
  ) {}

  @Implements(authContract.operations.login)
  login(input: LoginInput): Promise<SessionTokens> {
    return this.logIn.run(input);
  }

  @Implements(authContract.operations.refresh)
  refresh(input: RefreshInput): Promise<SessionTokens> {
    return this.rotateRefreshToken.run(input);
  }

  @Implements(authContract.operations.logout)
  async logout({ refreshToken }: LogoutInput): Promise<Nothing> {
    await this.sessions.endByToken(refreshToken);
    return {};
  }

  @Implements(authContract.operations.listSessions)
  async listSessions(_input: Nothing, call: CallContext): Promise<SessionList> {
    return { items: await this.sessions.list(await this.requireSession.of(call)) };
  }

  @Implements(authContract.operations.endSession)
  async endSession({ id }: IdInput, call: CallContext): Promise<Nothing> {
    const { userId } = await this.requireSession.of(call);
    await this.sessions.end(userId, id);
    return {};
  }

  @Implements(authContract.operations.endOtherSessions)
  async endOtherSessions(_input: Nothing, call: CallContext): Promise<Nothing> {
    await this.sessions.endOthers(await this.requireSession.of(call));
    return {};
  }
}
