import { Module } from '@nestjs/common';
import { DatabaseModule } from '#database';
import { ApiKeysHandler } from './api-keys/api-keys.handler.js';
import { ApiKeysService } from './api-keys/api-keys.service.js';
import { AttemptsService } from './attempts/attempts.service.js';
import { database } from './entities.js';
import { ChangePassword } from './passwords/change-password.js';
import { ConfirmIdentity } from './passwords/confirm-identity.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { PasswordsHandler } from './passwords/passwords.handler.js';
import { IssueTokens } from './sessions/issue-tokens.js';
import { LogIn } from './sessions/log-in.js';
import { RequireSession } from './sessions/require-session.js';
import { RotateRefreshToken } from './sessions/rotate-refresh-token.js';
import { SessionsHandler } from './sessions/sessions.handler.js';
import { SessionsService } from './sessions/sessions.service.js';
import { StartSession } from './sessions/start-session.js';
import { DeleteAccount } from './users/delete-account.js';
import { RegisterUser } from './users/register-user.js';
import { UsersHandler } from './users/users.handler.js';
import { UsersService } from './users/users.service.js';

/** Users, their sessions and passwords, and API keys. */
@Module({
  imports: [DatabaseModule.fromConfig(), DatabaseModule.forService(database)],
  providers: [
    UsersHandler,
    UsersService,
    RegisterUser,
    SessionsHandler,
    SessionsService,
    LogIn,
    StartSession,
    RotateRefreshToken,
    IssueTokens,
    RequireSession,
    PasswordsHandler,
    PasswordHasher,
    ChangePassword,
    ConfirmIdentity,
    DeleteAccount,
    ApiKeysHandler,
    ApiKeysService,
    AttemptsService,
  ],
})
export class AuthModule {}
