import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { client, nextCursor, queryClient, unwrap } from './client';
import { refreshLedger } from './refresh';
import type { Selection } from './transactions';
import type { TransferState } from './types';

/** What a decision about transfers changes: the pairs themselves, and all that leaves transfers out. */
export async function refreshTransfers(): Promise<void> {
  await Promise.all(['transfers', 'transfer-of'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
  await refreshLedger();
}

export function useTransfers(state: TransferState) {
  return useInfiniteQuery({
    queryKey: ['transfers', state],
    queryFn: ({ pageParam }) =>
      unwrap(client.GET('/api/v1/transfers', { params: { query: { state, cursor: pageParam, limit: 50 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
  });
}

/** The other side of a transaction, if it has one. */
export function useTransferOf(id: string) {
  return useQuery({
    queryKey: ['transfer-of', id],
    queryFn: async () =>
      (await unwrap(client.GET('/api/v1/transactions/{id}/transfer', { params: { path: { id } } }))).transfer ?? null,
  });
}

/** Starts the search; the job's id is for following it. */
export function useFindTransfers() {
  return useMutation({ mutationFn: () => unwrap(client.POST('/api/v1/transfers/find', { body: {} })) });
}

/** Pairs by their ids, or all suggestions from a confidence on. */
export type ChosenTransfers = { ids: string[] } | { minConfidence: number };

export function useConfirmTransfers() {
  return useMutation({
    mutationFn: (body: ChosenTransfers) => unwrap(client.POST('/api/v1/transfers/confirm', { body })),
    onSuccess: () => refreshTransfers(),
  });
}

export function useRejectTransfers() {
  return useMutation({
    mutationFn: (body: ChosenTransfers) => unwrap(client.POST('/api/v1/transfers/reject', { body })),
    onSuccess: () => refreshTransfers(),
  });
}

export function useMarkTransfer() {
  return useMutation({
    mutationFn: (body: Selection & { isTransfer: boolean }) => unwrap(client.POST('/api/v1/transfers/mark', { body })),
    onSuccess: () => refreshTransfers(),
  });
}

/** Pairs two transactions, in either order. */
export function useLinkTransfer() {
  return useMutation({
    mutationFn: (transactionIds: [string, string]) => unwrap(client.POST('/api/v1/transfers/link', { body: { transactionIds } })),
    onSuccess: () => refreshTransfers(),
  });
}
