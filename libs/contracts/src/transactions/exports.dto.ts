import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { UploadRef } from './imports.dto.js';
import { TransactionFilter } from './transactions.dto.js';

/** The first four hold transactions; `archive` is a ZIP of everything the user owns. */
export const EXPORT_FORMATS = ['csv', 'ofx', 'qif', 'jsonl', 'archive'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const EXPORT_STATES = ['running', 'completed', 'failed'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

export class StartExportInput {
  @ApiProperty({
    enum: EXPORT_FORMATS,
    enumName: 'ExportFormat',
    description: '`jsonl` without a filter, and `archive`, hold everything and can be restored',
  })
  @IsIn(EXPORT_FORMATS)
  format: ExportFormat;

  @ApiPropertyOptional({ type: TransactionFilter, description: 'Only these transactions; not with `archive`' })
  @IsOptional()
  @ValidateNested()
  @Type(() => TransactionFilter)
  filter?: TransactionFilter;

  @ApiPropertyOptional({ description: 'CSV only: begin with a byte order mark, as Excel wants it', default: false })
  @IsOptional()
  @IsBoolean()
  bom?: boolean;
}

export class StartedExport {
  @ApiProperty({ format: 'uuid' })
  exportId: string;

  @ApiProperty({ format: 'uuid', description: 'Job to follow' })
  jobId: string;
}

/** A file that was, or is being, made for the user. */
export class ExportRecord {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  jobId: string;

  @ApiProperty({ enum: EXPORT_FORMATS, enumName: 'ExportFormat' })
  format: ExportFormat;

  @ApiProperty({ enum: EXPORT_STATES, enumName: 'ExportState' })
  state: ExportState;

  @ApiProperty({ example: 'steward-2026-03-31.csv' })
  fileName: string;

  @ApiPropertyOptional({ type: TransactionFilter })
  filter?: TransactionFilter;

  @ApiPropertyOptional({ description: 'Size of the finished file' })
  bytes?: number;

  @ApiPropertyOptional({ description: 'Transactions in it' })
  transactions?: number;

  @ApiPropertyOptional({ description: 'Why it failed' })
  error?: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time', description: 'When the file is deleted' })
  expiresAt: string;
}

export class ExportList {
  @ApiProperty({ type: [ExportRecord], description: 'Newest first' })
  items: ExportRecord[];
}

/** Where the gateway finds a finished export. */
export class ExportFile {
  @ApiProperty()
  blobKey: string;

  @ApiProperty()
  fileName: string;

  @ApiProperty()
  contentType: string;

  @ApiProperty()
  bytes: number;
}

/** Puts everything of an archive (`.zip`), or of its `ledger.jsonl` alone, into a ledger that is empty. */
export class RestoreArchiveInput extends UploadRef {}

export class DeleteEverythingInput {
  @ApiProperty({ example: 'delete everything', description: 'These two words, so that no slip of a script deletes a life' })
  @IsString()
  @MaxLength(40)
  @Matches(/^delete everything$/)
  confirm: string;

  @ApiPropertyOptional({ description: 'The account goes, too: nothing of the user stays, not even a counter' })
  @IsOptional()
  @IsBoolean()
  withAccount?: boolean;
}
