import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { authContract, SessionList } from '#contracts/auth';
import { InjectClient, type CallContext, type Client } from '#rpc';
import { Call } from '../http/call.decorator.js';
import { IdParam } from '../http/id-param.js';
import { PeopleOnly } from '../security/access.decorators.js';

@ApiTags('Sessions')
@Controller('sessions')
@PeopleOnly()
export class SessionsController {
  constructor(@InjectClient(authContract) private readonly auth: Client<typeof authContract>) {}

  @Get()
  @ApiOperation({ summary: 'Where one is signed in' })
  @ApiOkResponse({ type: SessionList })
  listSessions(@Call() call: CallContext): Promise<SessionList> {
    return this.auth.listSessions({}, call);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out everywhere else' })
  @ApiNoContentResponse()
  async endOtherSessions(@Call() call: CallContext): Promise<void> {
    await this.auth.endOtherSessions({}, call);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'End a session' })
  @ApiNoContentResponse()
  async endSession(@Param() { id }: IdParam, @Call() call: CallContext): Promise<void> {
    await this.auth.endSession({ id }, call);
  }
}
