import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { authContract, ChangePasswordInput, SetupState, User, type ClientInfo, type SessionTokens } from '#contracts/auth';
import { InjectClient, ServiceError, type CallContext, type Client } from '#rpc';
import type { ApiReply, ApiRequest } from '../http/api-request.js';
import { Call } from '../http/call.decorator.js';
import { PeopleOnly, Public } from '../security/access.decorators.js';
import { CredentialRoute } from '../security/rate-limit.decorators.js';
import { LoginBody, RefreshBody, RegisterBody, SignedIn } from './auth.dto.js';
import { clearRefreshCookie, isBrowser, readRefreshCookie, setRefreshCookie } from './refresh-cookie.js';

const ClientHeader = () =>
  ApiHeader({
    name: 'X-Client',
    required: false,
    schema: { type: 'string', enum: ['browser'] },
    description: '`browser`: the refresh token travels as an httpOnly cookie instead of in the body',
  });

function clientInfo(request: ApiRequest): ClientInfo {
  return { userAgent: request.headers['user-agent']?.slice(0, 500), ip: request.ip };
}

/** Hands the tokens out: the refresh token as a cookie to browsers, in the body to everyone else. */
function handOut(tokens: SessionTokens, request: ApiRequest, reply: ApiReply): SignedIn {
  reply.header('cache-control', 'no-store');
  if (!isBrowser(request)) return tokens;
  setRefreshCookie(request, reply, tokens.refreshToken, new Date(tokens.refreshTokenExpiresAt));
  const { refreshToken: _inTheCookie, ...rest } = tokens;
  return rest;
}

@ApiTags('Signing in')
@Controller('auth')
@PeopleOnly()
export class AuthController {
  constructor(@InjectClient(authContract) private readonly auth: Client<typeof authContract>) {}

  @Get('setup')
  @Public()
  @ApiOperation({ summary: 'Whether anybody has an account, and whether one may be created' })
  @ApiOkResponse({ type: SetupState })
  getSetup(@Call() call: CallContext): Promise<SetupState> {
    return this.auth.setupState({}, call);
  }

  @Post('register')
  @Public()
  @CredentialRoute()
  @ClientHeader()
  @ApiOperation({ summary: 'Create an account and sign in' })
  @ApiCreatedResponse({ type: SignedIn })
  async register(
    @Body() body: RegisterBody,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: ApiReply,
    @Call() call: CallContext,
  ): Promise<SignedIn> {
    return handOut(await this.auth.register({ ...body, ...clientInfo(request) }, call), request, reply);
  }

  @Post('login')
  @HttpCode(200)
  @Public()
  @CredentialRoute()
  @ClientHeader()
  @ApiOperation({ summary: 'Sign in' })
  @ApiOkResponse({ type: SignedIn })
  async login(
    @Body() body: LoginBody,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: ApiReply,
    @Call() call: CallContext,
  ): Promise<SignedIn> {
    return handOut(await this.auth.login({ ...body, ...clientInfo(request) }, call), request, reply);
  }

  @Post('refresh')
  @HttpCode(200)
  @Public()
  @ClientHeader()
  @ApiOperation({
    summary: 'Exchange the refresh token for a new pair',
    description: 'A token that is used twice ends its session.',
  })
  @ApiOkResponse({ type: SignedIn })
  async refresh(
    @Body() body: RefreshBody,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: ApiReply,
    @Call() call: CallContext,
  ): Promise<SignedIn> {
    const refreshToken = body.refreshToken ?? readRefreshCookie(request);
    if (!refreshToken) throw new ServiceError('auth.invalid-token', 'There is no session to renew: sign in');
    try {
      return handOut(await this.auth.refresh({ refreshToken, ...clientInfo(request) }, call), request, reply);
    } catch (error) {
      const ended = error instanceof ServiceError && ['auth.invalid-token', 'auth.session-ended'].includes(error.code);
      if (ended && isBrowser(request)) clearRefreshCookie(request, reply);
      throw error;
    }
  }

  @Post('logout')
  @HttpCode(204)
  @Public()
  @ClientHeader()
  @ApiOperation({ summary: 'End the session of the refresh token' })
  @ApiNoContentResponse()
  async logout(
    @Body() body: RefreshBody,
    @Req() request: ApiRequest,
    @Res({ passthrough: true }) reply: ApiReply,
    @Call() call: CallContext,
  ): Promise<void> {
    const refreshToken = body.refreshToken ?? readRefreshCookie(request);
    if (isBrowser(request)) clearRefreshCookie(request, reply);
    if (refreshToken) await this.auth.logout({ refreshToken }, call);
  }

  @Get('me')
  @ApiOperation({ summary: 'The signed-in person' })
  @ApiOkResponse({ type: User })
  getMe(@Call() call: CallContext): Promise<User> {
    return this.auth.me({}, call);
  }

  @Post('password')
  @HttpCode(204)
  @CredentialRoute()
  @ApiOperation({ summary: 'Change the password', description: 'Ends every other session.' })
  @ApiNoContentResponse()
  async changePassword(@Body() body: ChangePasswordInput, @Call() call: CallContext): Promise<void> {
    await this.auth.changePassword(body, call);
  }
}
