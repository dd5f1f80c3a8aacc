import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';

/** What an API key may do. A signed-in person may do everything their role may. */
export const API_KEY_SCOPES = ['read', 'write', 'predict', 'models'] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

export const USER_ROLES = ['user', 'admin'] as const;
export type UserRole = (typeof USER_ROLES)[number];

const lowerCase = ({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim().toLowerCase() : value);

/** From where a session is used, as shown in the list of sessions; filled in by the gateway. */
export class ClientInfo {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(500)
  userAgent?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(100)
  ip?: string;
}

export class LoginInput extends ClientInfo {
  @ApiProperty({ example: 'ada@example.com' })
  @Transform(lowerCase)
  @IsEmail()
  @MaxLength(254)
  email: string;

  @ApiProperty({ example: 'correct horse battery', minLength: 1, maxLength: 128 })
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  password: string;
}

export class RegisterInput extends ClientInfo {
  @ApiProperty({ example: 'ada@example.com' })
  @Transform(lowerCase)
  @IsEmail()
  @MaxLength(254)
  email: string;

  @ApiProperty({
    example: 'correct horse battery',
    minLength: 8,
    maxLength: 128,
    description: 'Not one of the common passwords; no other rules',
  })
  @IsString()
  @MinLength(8)
  @MaxLength(128)
  password: string;

  @ApiPropertyOptional({ example: 'Ada' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  name?: string;
}

export class User {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'ada@example.com' })
  email: string;

  @ApiPropertyOptional({ example: 'Ada' })
  name?: string;

  @ApiProperty({ enum: USER_ROLES, enumName: 'UserRole' })
  role: UserRole;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

/** A new or renewed session. The refresh token is used once; each use answers the next. */
export class SessionTokens {
  @ApiProperty({ type: User })
  user: User;

  @ApiProperty({ format: 'uuid' })
  sessionId: string;

  @ApiProperty({ description: 'JWT for the Authorization header' })
  accessToken: string;

  @ApiProperty({ format: 'date-time' })
  accessTokenExpiresAt: string;

  @ApiProperty()
  refreshToken: string;

  @ApiProperty({ format: 'date-time', description: 'Absolute end of the session, however often it is renewed' })
  refreshTokenExpiresAt: string;
}

export class RefreshInput extends ClientInfo {
  @ApiProperty()
  @IsString()
  @MaxLength(500)
  refreshToken: string;
}

export class LogoutInput {
  @ApiProperty()
  @IsString()
  @MaxLength(500)
  refreshToken: string;
}

export class ChangePasswordInput {
  @ApiProperty()
  @IsString()
  @MaxLength(128)
  currentPassword: string;

  @ApiProperty({ minLength: 8, maxLength: 128 })
  @IsString()
  @MinLength(8)
  @MaxLength(128)
  newPassword: string;
}

/** Proof that the person at the device is who is signed in, asked before what cannot be undone. */
export class ConfirmIdentityInput {
  @ApiProperty({ example: 'ada@example.com' })
  @Transform(lowerCase)
  @IsEmail()
  @MaxLength(254)
  email: string;

  @ApiProperty()
  @IsString()
  @MaxLength(128)
  password: string;
}

export class Session {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ description: 'The session this request was made with' })
  current: boolean;

  @ApiPropertyOptional()
  userAgent?: string;

  @ApiPropertyOptional()
  ip?: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  lastUsedAt: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;
}

export class SessionList {
  @ApiProperty({ type: [Session] })
  items: Session[];
}

export class CreateApiKeyInput {
  @ApiProperty({ example: 'Nightly export' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  name: string;

  @ApiProperty({ enum: API_KEY_SCOPES, enumName: 'ApiKeyScope', isArray: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(API_KEY_SCOPES, { each: true })
  scopes: ApiKeyScope[];

  @ApiPropertyOptional({ minimum: 1, maximum: 3650, description: 'Never expires when absent' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3650)
  expiresInDays?: number;
}

export class ApiKey {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ description: 'The first characters, to tell keys apart', example: 'stw_a1b2c3' })
  prefix: string;

  @ApiProperty({ enum: API_KEY_SCOPES, enumName: 'ApiKeyScope', isArray: true })
  scopes: ApiKeyScope[];

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiPropertyOptional({ format: 'date-time' })
  lastUsedAt?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  expiresAt?: string;
}

export class CreatedApiKey extends ApiKey {
  @ApiProperty({ description: 'Shown this once; only its hash is kept' })
  secret: string;
}

export class ApiKeyList {
  @ApiProperty({ type: [ApiKey] })
  items: ApiKey[];
}

export class VerifyApiKeyInput {
  @ApiProperty()
  @IsString()
  @MaxLength(200)
  secret: string;
}

/** On whose behalf a key or token acts. */
export class Identity {
  @ApiProperty({ format: 'uuid' })
  userId: string;

  @ApiProperty({ enum: USER_ROLES, enumName: 'UserRole' })
  role: UserRole;

  @ApiPropertyOptional({ enum: API_KEY_SCOPES, enumName: 'ApiKeyScope', isArray: true })
  scopes?: ApiKeyScope[];
}

/** What the sign-in page shows: the first visitor makes the owner account. */
export class SetupState {
  @ApiProperty({ description: 'Somebody has an account here' })
  hasUsers: boolean;

  @ApiProperty({ description: 'A further account may be created' })
  registrationOpen: boolean;
}
