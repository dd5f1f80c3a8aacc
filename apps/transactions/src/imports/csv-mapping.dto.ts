import { plainToInstance } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
  validateSync,
} from 'class-validator';
import { encodingExists } from 'iconv-lite';
import { fieldProblems, ServiceError } from '#rpc';
import { COLUMN_ROLES, problemsOf, type ColumnRole, type CsvMapping } from './formats/index.js';

/** A mapping as it comes back from a person: every field is checked before a file is read by it. */
class CsvMappingDto implements CsvMapping {
  @IsString()
  @MaxLength(40)
  encoding: string;

  @IsIn([',', ';', '\t', '|'])
  delimiter: CsvMapping['delimiter'];

  @IsIn(['"', "'", ''])
  quote: CsvMapping['quote'];

  @IsInt()
  @Min(0)
  @Max(1_000)
  skipLines: number;

  @IsArray()
  @ArrayMaxSize(500)
  @IsString({ each: true })
  @MaxLength(2_000, { each: true })
  header: string[];

  @IsArray()
  @ArrayMaxSize(500)
  @IsIn(COLUMN_ROLES, { each: true })
  roles: ColumnRole[];

  @IsIn(['ymd', 'dmy', 'mdy'])
  dateOrder: CsvMapping['dateOrder'];

  @IsIn(['.', ','])
  decimal: CsvMapping['decimal'];

  @IsBoolean()
  invertAmounts: boolean;

  @IsBoolean()
  debitsAreNegative: boolean;

  @IsOptional()
  @IsString()
  @Length(3, 3)
  currency?: string;
}

/**
 * @param complete refuse a mapping by which no row can be read; a preview shows the problem instead
 * @throws ServiceError `invalid-input`
 */
export function toCsvMapping(value: object, complete: boolean): CsvMapping {
  const mapping = plainToInstance(CsvMappingDto, value);
  const errors = validateSync(mapping, { whitelist: true, forbidNonWhitelisted: true });
  const fields = fieldProblems(errors);
  if (!errors.length && !encodingExists(mapping.encoding)) fields['encoding'] = [`"${mapping.encoding}" is no known encoding`];
  if (Object.keys(fields).length) {
    throw new ServiceError('invalid-input', `The mapping cannot be used: ${Object.values(fields).flat().join('; ')}`, { fields });
  }
  const problems = complete ? problemsOf(mapping) : [];
  if (problems.length) throw new ServiceError('invalid-input', problems.join(' '), { fields: { mapping: problems } });
  return { ...mapping };
}
