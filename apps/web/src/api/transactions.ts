import { useInfiniteQuery, useMutation, useQuery, type InfiniteData } from '@tanstack/react-query';
import { client, nextCursor, queryClient, unwrap } from './client';
import { refreshLedger } from './refresh';
import type {
  BulkChanges,
  CreateTransactionInput,
  Transaction,
  TransactionChanges,
  TransactionFilter,
  TransactionPage,
  TransactionSort,
} from './types';

export interface TransactionQuery {
  filter: TransactionFilter;
  sort: TransactionSort;
  order: 'asc' | 'desc';
}

const PAGE = 200;

export function useTransactions({ filter, sort, order }: TransactionQuery) {
  return useInfiniteQuery({
    queryKey: ['transactions', filter, sort, order],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        client.GET('/api/v1/transactions', {
          params: { query: { ...filter, sort, order, cursor: pageParam, limit: PAGE } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
    placeholderData: (previous) => previous,
    // All pages that were scrolled through would be fetched again.
    refetchOnWindowFocus: false,
  });
}

/**
 * How many transactions a filter finds. A list says so up to a thousand; beyond, it is asked for while the list is already there.
 * @param first page of the list
 */
export function useTotal(filter: TransactionFilter, first: TransactionPage | undefined): number | undefined {
  const { data } = useQuery({
    queryKey: ['transactions', 'total', filter],
    queryFn: ({ signal }) => unwrap(client.GET('/api/v1/transactions/count', { params: { query: filter }, signal })),
    enabled: first?.totalIsLeast === true,
  });
  return first?.totalIsLeast ? (data?.count ?? first.total) : first?.total;
}

/** How many transactions there are in all. */
export function useTransactionCount() {
  return useQuery({
    queryKey: ['transactions', 'count'],
    queryFn: async () => (await unwrap(client.GET('/api/v1/transactions', { params: { query: { limit: 1 } } }))).total ?? 0,
  });
}

export function useTransaction(id: string | undefined) {
  return useQuery({
    queryKey: ['transaction', id],
    queryFn: () => unwrap(client.GET('/api/v1/transactions/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== undefined,
    // The list has it already: no flicker when the drawer opens.
    placeholderData: () => findInLists(id),
  });
}

/** Why it has its category, as it stands: another category is another question. */
export function useExplanation({ id, updatedAt }: Pick<Transaction, 'id' | 'updatedAt'>) {
  return useQuery({
    queryKey: ['explanation', id, updatedAt],
    queryFn: () => unwrap(client.GET('/api/v1/transactions/{id}/explanation', { params: { path: { id } } })),
    retry: false,
  });
}

export function useCreateTransaction() {
  return useMutation({
    mutationFn: (body: CreateTransactionInput) => unwrap(client.POST('/api/v1/transactions', { body })),
    onSuccess: () => refreshLedger(),
  });
}

/** Changes one transaction at once on the page, and takes the change back when the server refuses it. */
export function useUpdateTransaction() {
  return useMutation({
    mutationFn: ({ id, changes }: { id: string; changes: TransactionChanges }) =>
      unwrap(client.PATCH('/api/v1/transactions/{id}', { params: { path: { id } }, body: changes })),
    onMutate: async ({ id, changes }) => {
      await queryClient.cancelQueries({ queryKey: ['transactions'] });
      const before = findInLists(id) ?? queryClient.getQueryData<Transaction>(['transaction', id]);
      replaceEverywhere(id, (old) => preview(old, changes));
      return { before };
    },
    onError: (_error, { id }, context) => {
      if (context?.before) replaceEverywhere(id, () => context.before as Transaction);
    },
    onSuccess: (saved) => {
      replaceEverywhere(saved.id, () => saved);
      void queryClient.invalidateQueries({ queryKey: ['accounts'] });
      void queryClient.invalidateQueries({ queryKey: ['balances'] });
    },
  });
}

export function useDeleteTransaction() {
  return useMutation({
    mutationFn: (id: string) => unwrap(client.DELETE('/api/v1/transactions/{id}', { params: { path: { id } } })),
    onSuccess: () => refreshLedger(),
  });
}

/** Chosen rows, or all that a filter finds. */
export type Selection = { ids: string[] } | { filter: TransactionFilter };

export function useBulkEdit() {
  return useMutation({
    mutationFn: ({ selection, changes }: { selection: Selection; changes: BulkChanges }) =>
      unwrap(client.POST('/api/v1/transactions/bulk-edit', { body: { ...selection, changes } })),
    onSuccess: () => refreshLedger(),
  });
}

export function useBulkDelete() {
  return useMutation({
    mutationFn: (selection: Selection) => unwrap(client.POST('/api/v1/transactions/bulk-delete', { body: selection })),
    onSuccess: () => refreshLedger(),
  });
}

type Pages = InfiniteData<TransactionPage, string | undefined>;

const isPages = (data: unknown): data is Pages => typeof data === 'object' && data !== null && 'pages' in data;

function findInLists(id: string | undefined): Transaction | undefined {
  for (const [, data] of queryClient.getQueriesData({ queryKey: ['transactions'] })) {
    if (!isPages(data)) continue;
    for (const page of data.pages) {
      const found = page.items.find((item) => item.id === id);
      if (found) return found;
    }
  }
  return undefined;
}

function replaceEverywhere(id: string, change: (old: Transaction) => Transaction): void {
  queryClient.setQueriesData({ queryKey: ['transactions'] }, (data: unknown) => {
    if (!isPages(data)) return data;
    // Only the page that holds it becomes a new object, so that the other rows are not drawn again.
    const pages = data.pages.map((page) =>
      page.items.some((item) => item.id === id)
        ? { ...page, items: page.items.map((item) => (item.id === id ? change(item) : item)) }
        : page,
    );
    return { ...data, pages };
  });
  queryClient.setQueryData(['transaction', id], (old: Transaction | undefined) => (old ? change(old) : undefined));
}

/** How a transaction will look once the changes are saved. */
function preview(
  old: Transaction,
  { categoryId, counterparty, notes, valueOn, splits, ...rest }: TransactionChanges,
): Transaction {
  const next: Transaction = { ...old, ...rest };
  if (categoryId !== undefined) {
    next.categoryId = categoryId ?? undefined;
    next.categorySource = categoryId ? 'user' : 'none';
    next.confidence = categoryId ? 1 : undefined;
  }
  if (splits !== undefined) {
    next.splits = splits ?? undefined;
    next.isSplit = splits !== null;
    if (splits) next.categoryId = undefined;
  }
  if (counterparty !== undefined) next.counterparty = counterparty ?? undefined;
  if (notes !== undefined) next.notes = notes ?? undefined;
  if (valueOn !== undefined) next.valueOn = valueOn ?? undefined;
  return next;
}
