import { Injectable } from '@nestjs/common';
import { authContract, RegisterInput, SessionTokens, SetupState, User } from '#contracts/auth';
import { Implements, Nothing, requireUser, type CallContext } from '#rpc';
import { RegisterUser } from './register-user.js';
import { UsersService } from './users.service.js';

@Injectable()
export class UsersHandler {
  constructor(
    private readonly users: UsersService,
    private readonly registerUser: RegisterUser,
  ) {}

  @Implements(authContract.operations.setupState)
  setupState(_input: Nothing): Promise<SetupState> {
    return this.users.setupState();
  }

  @Implements(authContract.operations.register)
  register(input: RegisterInput): Promise<SessionTokens> {
    return this.registerUser.run(input);
  }

  @Implements(authContract.operations.me)
  async me(_input: Nothing, call: CallContext): Promise<User> {
    return this.users.find(requireUser(call).id);
  }
}
