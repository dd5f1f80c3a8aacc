import { ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { LoginInput, RegisterInput, SessionTokens } from '#contracts/auth';

/** The gateway itself knows from where a request comes; the sender is not asked. */
const FROM_REQUEST = ['userAgent', 'ip'] as const;

export class LoginBody extends OmitType(LoginInput, FROM_REQUEST) {}

export class RegisterBody extends OmitType(RegisterInput, FROM_REQUEST) {}

/** Browsers send nothing: their refresh token is in a cookie that scripts cannot read. */
export class RefreshBody {
  @ApiPropertyOptional({ description: 'Not for browsers (`X-Client: browser`), whose token is in a cookie' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  refreshToken?: string;
}

export class SignedIn extends OmitType(SessionTokens, ['refreshToken'] as const) {
  @ApiPropertyOptional({
    description: 'Used once; each use answers the next. Absent for `X-Client: browser`, which gets it as a cookie',
  })
  refreshToken?: string;
}
