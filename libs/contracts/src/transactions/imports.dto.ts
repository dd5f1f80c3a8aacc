import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO4217CurrencyCode,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { PageInput } from '../common/index.js';
import { COLUMN_ROLES, CsvMapping, type ColumnRole } from './csv-mapping.dto.js';

/** Key of an uploaded file in the BlobStore: `uploads/<user id>/<uuid>`, made by the gateway. */
const UPLOAD_KEY = /^uploads\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/;

export const STATEMENT_FORMATS = ['csv', 'xlsx', 'ofx', 'qif', 'camt', 'mt940', 'jsonl'] as const;

/** An uploaded file that waits to be looked at or imported. */
export class UploadRef {
  @ApiProperty({ example: 'uploads/0198…/0198…', description: 'As answered by the upload' })
  @Matches(UPLOAD_KEY)
  uploadKey: string;

  @ApiProperty({ example: 'march.csv' })
  @IsString()
  @MaxLength(255)
  fileName: string;
}

/** One column of a CSV file and what it is taken for. */
export class PreviewColumn {
  @ApiProperty()
  index: number;

  @ApiProperty({ example: 'Booking Date' })
  name: string;

  @ApiProperty({ type: [String], description: 'Its values in a few rows of the file, the same rows for every column' })
  samples: string[];

  @ApiProperty({ enum: COLUMN_ROLES, enumName: 'ColumnRole', description: 'Role in the mapping; `ignore` where none' })
  role: ColumnRole;

  @ApiProperty({ minimum: 0, maximum: 1 })
  confidence: number;
}

export class PreviewImportInput extends UploadRef {
  @ApiPropertyOptional({ format: 'uuid', description: 'Its remembered mapping is used, and rows it already has are marked' })
  @IsOptional()
  @IsUUID()
  accountId?: string;

  @ApiPropertyOptional({ type: CsvMapping, description: 'A changed mapping to try, in the form the preview answered' })
  @IsOptional()
  @ValidateNested()
  @Type(() => CsvMapping)
  mapping?: CsvMapping;

  @ApiPropertyOptional({ example: 'EUR', description: 'Currency of the account; decides the decimals' })
  @IsOptional()
  @IsISO4217CurrencyCode()
  currency?: string;
}

export class PreviewRow {
  @ApiProperty()
  line: number;

  @ApiPropertyOptional()
  accountRef?: string;

  @ApiProperty()
  bookedOn: string;

  @ApiPropertyOptional()
  valueOn?: string;

  @ApiProperty()
  amountMinor: number;

  @ApiProperty()
  currency: string;

  @ApiProperty()
  description: string;

  @ApiPropertyOptional()
  counterparty?: string;

  @ApiPropertyOptional({ enum: ['pending'], description: 'Absent for a booked row' })
  status?: string;

  @ApiPropertyOptional({ description: 'The account has this row already; it would be skipped' })
  duplicate?: boolean;

  @ApiPropertyOptional({
    description: 'Why it would be skipped, or what else would become of it. Of a long file only the beginning is compared',
  })
  reason?: string;
}

export class RowProblem {
  @ApiProperty({ description: 'Line of the file, from 1' })
  line: number;

  @ApiProperty({ example: 'row.bad-date' })
  code: string;

  @ApiProperty({ example: '"31/02/2026" is not a date' })
  message: string;

  @ApiProperty({ description: 'Beginning of the row as it stands in the file' })
  excerpt: string;
}

export class FileWarning {
  @ApiProperty()
  code: string;

  @ApiProperty()
  message: string;

  @ApiPropertyOptional()
  line?: number;
}

/** An account the file itself names, and the account of ours it is taken for. */
export class FileAccount {
  @ApiProperty()
  ref: string;

  @ApiPropertyOptional()
  name?: string;

  @ApiPropertyOptional()
  currency?: string;

  @ApiPropertyOptional()
  kind?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Our account with this bank reference' })
  accountId?: string;
}

export class ImportPreview {
  @ApiProperty({ enum: STATEMENT_FORMATS, enumName: 'StatementFormat' })
  format: (typeof STATEMENT_FORMATS)[number];

  @ApiPropertyOptional({ example: 'windows-1252' })
  encoding?: string;

  @ApiPropertyOptional({ type: CsvMapping, description: 'How the CSV is read; change it and preview again' })
  mapping?: CsvMapping;

  @ApiPropertyOptional({ type: [PreviewColumn] })
  columns?: PreviewColumn[];

  @ApiPropertyOptional({ type: [String], description: 'Sheets of a workbook; `mapping.sheet` is the one that is read' })
  sheets?: string[];

  @ApiProperty({ type: [FileAccount] })
  accounts: FileAccount[];

  @ApiProperty({ type: [PreviewRow], description: 'The first rows' })
  rows: PreviewRow[];

  @ApiProperty({ type: [RowProblem] })
  failed: RowProblem[];

  @ApiProperty({ type: [FileWarning] })
  warnings: FileWarning[];

  @ApiProperty({ description: 'The mapping was remembered from an earlier import into this account' })
  remembered: boolean;
}

/** Which of our accounts an account inside the file is. */
export class AccountAssignment {
  @ApiProperty()
  @IsString()
  @MaxLength(200)
  ref: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  accountId: string;
}

export class StartImportInput extends UploadRef {
  @ApiPropertyOptional({ format: 'uuid', description: 'Account for rows whose file names none, or one that is not assigned' })
  @IsOptional()
  @IsUUID()
  accountId?: string;

  @ApiPropertyOptional({ type: [AccountAssignment] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => AccountAssignment)
  assignments?: AccountAssignment[];

  @ApiPropertyOptional({ type: CsvMapping, description: 'CSV only; detected when absent. Remembered for the account' })
  @IsOptional()
  @ValidateNested()
  @Type(() => CsvMapping)
  mapping?: CsvMapping;
}

export class StartedImport {
  @ApiProperty({ format: 'uuid' })
  importId: string;

  @ApiProperty({ format: 'uuid', description: 'Job to follow' })
  jobId: string;
}

/** Something an investment account holds, as the file lists it. */
export class ImportedPosition {
  @ApiProperty({ description: "The file's name of the account" })
  accountRef: string;

  @ApiProperty({ description: 'CUSIP, ISIN or ticker' })
  securityId: string;

  @ApiPropertyOptional()
  securityName?: string;

  @ApiPropertyOptional()
  ticker?: string;

  @ApiProperty({ example: '12.5', description: 'A decimal number' })
  units: string;

  @ApiPropertyOptional({ description: 'A decimal number' })
  unitPrice?: string;

  @ApiPropertyOptional({ description: 'In minor units' })
  marketValueMinor?: number;

  @ApiPropertyOptional()
  currency?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Day of the price' })
  pricedOn?: string;
}

/** What the statement says of an account's balance beside what the ledger said after the import; minor units. */
export class ImportBalance {
  @ApiProperty({ format: 'uuid' })
  accountId: string;

  @ApiProperty()
  currency: string;

  @ApiPropertyOptional({ format: 'date', description: 'Both balances are of the end of this day' })
  on?: string;

  @ApiPropertyOptional()
  statedMinor?: number;

  @ApiPropertyOptional()
  ledgerMinor?: number;

  @ApiPropertyOptional({ description: 'The account was empty and got this opening balance from the statement' })
  openingMinor?: number;
}

export const IMPORT_STATES = ['running', 'completed', 'failed', 'undone'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** An import and what became of its rows. */
export class ImportReport {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiPropertyOptional({ format: 'uuid' })
  jobId?: string;

  @ApiProperty()
  fileName: string;

  @ApiProperty({ enum: STATEMENT_FORMATS, enumName: 'StatementFormat' })
  format: string;

  @ApiProperty({ enum: IMPORT_STATES, enumName: 'ImportState' })
  state: ImportState;

  @ApiProperty({ description: 'Rows that became transactions' })
  added: number;

  @ApiProperty({ description: 'Pending transactions that the file stated as booked' })
  updated: number;

  @ApiProperty({ description: 'Rows the account already had' })
  skipped: number;

  @ApiProperty({ description: 'Rows that could not be read' })
  failed: number;

  @ApiProperty({ description: 'Added rows that have a category' })
  categorised: number;

  @ApiPropertyOptional({ description: 'Once undone: rows that stayed, because they had been edited' })
  kept?: number;

  @ApiProperty({ type: [FileWarning] })
  warnings: FileWarning[];

  @ApiProperty({ type: [ImportBalance] })
  balances: ImportBalance[];

  @ApiProperty({ type: [ImportedPosition] })
  positions: ImportedPosition[];

  @ApiPropertyOptional({ description: 'Why the whole file failed' })
  error?: string;

  @ApiProperty({ type: [String], format: 'uuid' })
  accountIds: string[];

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiPropertyOptional({ format: 'date-time' })
  finishedAt?: string;
}

export class ImportList {
  @ApiProperty({ type: [ImportReport] })
  items: ImportReport[];

  @ApiPropertyOptional()
  nextCursor?: string;
}

/** Skipped at first, a row is `added` once a person has said so. */
export const IMPORT_ROW_OUTCOMES = ['skipped', 'failed', 'updated', 'added'] as const;

export class ListImportRowsInput extends PageInput {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id: string;

  @ApiPropertyOptional({ enum: IMPORT_ROW_OUTCOMES, enumName: 'ImportRowOutcome' })
  @IsOptional()
  @IsIn(IMPORT_ROW_OUTCOMES)
  outcome?: (typeof IMPORT_ROW_OUTCOMES)[number];
}

/** A row of the file that did not simply become a transaction, and why. */
export class ImportRow extends RowProblem {
  @ApiProperty({ description: 'Running number in the file, from 0; names the row where it is to be added anyway' })
  number: number;

  @ApiProperty({ enum: IMPORT_ROW_OUTCOMES, enumName: 'ImportRowOutcome' })
  outcome: (typeof IMPORT_ROW_OUTCOMES)[number];

  @ApiPropertyOptional({ format: 'uuid', description: 'The transaction that the row equals, updated or became' })
  transactionId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  accountId?: string;

  @ApiPropertyOptional({ format: 'date' })
  bookedOn?: string;

  @ApiPropertyOptional({ description: 'Minor units; absent for a row that could not be read' })
  amountMinor?: number;

  @ApiPropertyOptional()
  currency?: string;

  @ApiPropertyOptional()
  counterparty?: string;

  @ApiProperty({ description: 'Skipped, and may be imported anyway' })
  importable: boolean;
}

/** Most rows that are added anyway by one request. */
export const MAX_ROWS_ANYWAY = 2_000;

export class ImportRowsAnywayInput {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id: string;

  @ApiPropertyOptional({ type: [Number], description: 'Running numbers of skipped rows; those that were added already stay so' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_ROWS_ANYWAY)
  @IsInt({ each: true })
  @Min(0, { each: true })
  numbers?: number[];

  @ApiPropertyOptional({
    description: `Every skipped row; at most ${MAX_ROWS_ANYWAY} a request, so repeat it while some are left`,
  })
  @IsOptional()
  @IsBoolean()
  all?: boolean;
}

export class ImportRowPage {
  @ApiProperty({ type: [ImportRow] })
  items: ImportRow[];

  @ApiPropertyOptional()
  nextCursor?: string;
}

/** A household made up by Steward, for those without a file. */
export class SampleHouseholdInput {
  @ApiPropertyOptional({ minimum: 0, maximum: 2147483647, default: 1, description: 'The same seed gives the same household' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  seed?: number;
}

export class StartedJob {
  @ApiProperty({ format: 'uuid' })
  jobId: string;
}
