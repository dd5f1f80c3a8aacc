import type { TransactionFilter } from '#contracts/transactions';
import { isCalendarDate } from '#money';
import { ServiceError } from '#rpc';

/** A refusal that names the field, in the form in which the validation of inputs names them. */
export function invalidField(field: string, problem: string): ServiceError {
  return new ServiceError('invalid-input', problem, { fields: { [field]: [problem] } });
}

/**
 * The day, as long as the calendar has it.
 * @throws ServiceError `invalid-input` for 31 February
 */
export function checkedDate(field: string, date: string): string {
  if (!isCalendarDate(date)) throw invalidField(field, `${field}: the calendar has no ${date}`);
  return date;
}

/** @throws ServiceError `invalid-input` for what no amount can be */
export function checkedMinor(field: string, amountMinor: number): number {
  if (!Number.isSafeInteger(amountMinor)) throw invalidField(field, `${field}: no amount is that large`);
  return amountMinor;
}

/** A name without blanks around it. @throws ServiceError `invalid-input` where nothing is left */
export function checkedName(field: string, name: string): string {
  const trimmed = name.trim();
  if (!trimmed) throw invalidField(field, `${field} must not be blank`);
  return trimmed;
}

/** A filter, and not a list of them, which would have no conditions and so mean everything. @throws ServiceError `invalid-input` */
export function checkedFilter(filter: TransactionFilter): TransactionFilter {
  if (Array.isArray(filter)) throw invalidField('filter', 'filter must be one object');
  return filter;
}
