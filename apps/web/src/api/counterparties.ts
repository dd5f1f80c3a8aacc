import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { client, nextCursor, queryClient, unwrap } from './client';
import type { CounterpartySort } from './types';

/** A name may stand in every list of transactions. */
const refresh = () =>
  Promise.all(
    ['counterparties', 'counterparty', 'transactions', 'transaction'].map((key) =>
      queryClient.invalidateQueries({ queryKey: [key] }),
    ),
  );

export function useCounterparties(text: string, sort: CounterpartySort) {
  return useInfiniteQuery({
    queryKey: ['counterparties', text, sort],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        client.GET('/api/v1/counterparties', {
          params: { query: { text: text || undefined, sort, cursor: pageParam, limit: 100 } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
    placeholderData: (previous) => previous,
  });
}

export function useCounterparty(id: string | undefined) {
  return useQuery({
    queryKey: ['counterparty', id],
    queryFn: () => fetchCounterparty(id ?? ''),
    enabled: id !== undefined,
  });
}

export function useMergeSuggestions(enabled: boolean) {
  return useQuery({
    queryKey: ['counterparties', 'suggestions'],
    queryFn: async () => (await unwrap(client.GET('/api/v1/counterparties/merge-suggestions'))).items,
    enabled,
  });
}

export function useRenameCounterparty() {
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      unwrap(client.PATCH('/api/v1/counterparties/{id}', { params: { path: { id } }, body: { name } })),
    onSuccess: refresh,
  });
}

/** Merges others into one; answers with the keys of the merchants that came to it, by which it can be undone. */
export function useMergeCounterparties() {
  return useMutation({
    mutationFn: async ({ id, ids }: { id: string; ids: string[] }) => {
      const before = new Set((await fetchCounterparty(id)).merchants.map(({ key }) => key));
      const merged = await unwrap(client.POST('/api/v1/counterparties/{id}/merge', { params: { path: { id } }, body: { ids } }));
      return { merged, came: merged.merchants.map(({ key }) => key).filter((key) => !before.has(key)) };
    },
    onSuccess: refresh,
  });
}

export function useSplitOffCounterparty() {
  return useMutation({
    mutationFn: ({ id, merchantKeys }: { id: string; merchantKeys: string[] }) =>
      unwrap(client.POST('/api/v1/counterparties/{id}/split-off', { params: { path: { id } }, body: { merchantKeys } })),
    onSuccess: refresh,
  });
}

const fetchCounterparty = (id: string) => unwrap(client.GET('/api/v1/counterparties/{id}', { params: { path: { id } } }));
