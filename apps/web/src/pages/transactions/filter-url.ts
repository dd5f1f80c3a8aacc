import type { TransactionFilter, TransactionSort } from '../../api/types';

/** What the address of the page says: which transactions, in which order. */
export interface TransactionView {
  filter: TransactionFilter;
  sort: TransactionSort;
  order: 'asc' | 'desc';
}

const SORTS: readonly TransactionSort[] = ['date', 'amount', 'description', 'confidence'];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const list = (text: string | null) => text?.split(',').filter(Boolean) ?? [];
const integer = (text: string | null) => (text !== null && /^-?\d{1,16}$/.test(text) ? Number(text) : undefined);
const day = (text: string | null) => (text && DAY.test(text) ? text : undefined);

/** Reads a view from a query string; what makes no sense there is left out. */
export function readView(params: URLSearchParams): TransactionView {
  const sort = params.get('sort') as TransactionSort;
  const sure = Number(params.get('sure') ?? Number.NaN);
  const filter: TransactionFilter = {
    text: params.get('q')?.slice(0, 200) || undefined,
    from: day(params.get('from')),
    to: day(params.get('to')),
    minAmountMinor: integer(params.get('min')),
    maxAmountMinor: integer(params.get('max')),
    accountIds: list(params.get('accounts')),
    categoryIds: list(params.get('categories')),
    tags: list(params.get('tags')),
    uncategorised: params.get('uncategorised') === '1' || undefined,
    confidenceBelow: sure > 0 && sure <= 1 ? sure : undefined,
    transfer: params.get('transfers') === '1' || undefined,
    importId: params.get('import') ?? undefined,
    counterpartyId: params.get('payee') ?? undefined,
  };
  return {
    filter: clean(filter),
    sort: SORTS.includes(sort) ? sort : 'date',
    order: params.get('order') === 'asc' ? 'asc' : 'desc',
  };
}

/** The query string of a view; the defaults are left out, so that the plain page has a plain address. */
export function writeView({ filter, sort, order }: TransactionView): URLSearchParams {
  const params = new URLSearchParams();
  const put = (name: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') params.set(name, String(value));
  };
  put('q', filter.text);
  put('from', filter.from);
  put('to', filter.to);
  put('min', filter.minAmountMinor);
  put('max', filter.maxAmountMinor);
  put('accounts', filter.accountIds?.join(','));
  put('categories', filter.categoryIds?.join(','));
  put('tags', filter.tags?.join(','));
  put('uncategorised', filter.uncategorised ? 1 : undefined);
  put('sure', filter.confidenceBelow);
  put('transfers', filter.transfer ? 1 : undefined);
  put('import', filter.importId);
  put('payee', filter.counterpartyId);
  if (sort !== 'date') put('sort', sort);
  if (order !== 'desc') put('order', order);
  return params;
}

/** Without conditions that say nothing, so that equal filters are equal objects. */
export function clean(filter: TransactionFilter): TransactionFilter {
  return Object.fromEntries(
    Object.entries(filter).filter(
      ([, value]) => value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

/** Whether anything is filtered at all. */
export const isFiltered = (filter: TransactionFilter): boolean => Object.keys(clean(filter)).length > 0;
