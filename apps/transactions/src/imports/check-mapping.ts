import { encodingExists } from 'iconv-lite';
import { invalidField } from '../ledger/check-input.js';
import { problemsOf, type CsvMapping } from './formats/index.js';

/**
 * A mapping that came back from a person.
 * @param complete refuse a mapping by which no row can be read; a preview shows the problem instead
 * @throws ServiceError `invalid-input`
 */
export function checkedMapping(mapping: CsvMapping, complete: boolean): CsvMapping {
  if (!encodingExists(mapping.encoding)) throw invalidField('mapping.encoding', `"${mapping.encoding}" is no known encoding`);
  const problems = complete ? problemsOf(mapping) : [];
  if (problems.length) throw invalidField('mapping.roles', problems.join(' '));
  return { ...mapping };
}
