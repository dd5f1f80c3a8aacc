import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Equals, IsBoolean, IsOptional } from 'class-validator';
import { ConfirmIdentityInput } from '#contracts/auth';

/** An address that a browser can follow by itself. */
export class DownloadLink {
  @ApiProperty({ example: '/api/v1/downloads/0198…' })
  url: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;
}

/** Who deletes everything says who they are once more, and that they mean it. */
export class DeleteEverythingBody extends ConfirmIdentityInput {
  @ApiProperty({ example: 'delete everything' })
  @Equals('delete everything')
  confirm: string;

  @ApiPropertyOptional({ default: false, description: 'The account itself, too' })
  @IsOptional()
  @IsBoolean()
  withAccount?: boolean;
}
