import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsUUID } from 'class-validator';
import { UploadRef } from './imports.dto.js';

export const ATTACHMENT_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

/** Receipts that one transaction may have. */
export const MAX_ATTACHMENTS = 20;

/** A receipt of a transaction. */
export class Attachment {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  transactionId: string;

  @ApiProperty({ example: 'receipt.jpg' })
  fileName: string;

  @ApiProperty({ enum: ATTACHMENT_TYPES, enumName: 'AttachmentType', description: 'By its content, whatever its name says' })
  mediaType: AttachmentType;

  @ApiProperty({ example: 48213 })
  bytes: number;

  @ApiProperty({ description: 'SHA-256 of the content, in hex' })
  sha256: string;

  @ApiProperty({ description: 'There is a small picture of it' })
  hasThumbnail: boolean;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class AttachmentList {
  @ApiProperty({ type: [Attachment] })
  items: Attachment[];
}

/** An uploaded file that becomes a receipt; whoever uploaded it deletes the upload afterwards. */
export class AddAttachmentInput extends UploadRef {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  transactionId: string;
}

export class LocateAttachmentInput {
  @IsUUID()
  id: string;

  /** The small picture instead of the file. */
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)))
  @IsBoolean()
  thumbnail?: boolean;
}

/** Where the BlobStore keeps a receipt, for the gateway alone. */
export class AttachmentLocation {
  blobKey: string;
  fileName: string;
  mediaType: string;
  @ApiPropertyOptional()
  bytes?: number;
}
