import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { components } from '#api-client';
import { client, nextCursor, queryClient, unwrap } from './client';
import { refreshLedger } from './refresh';

type Schemas = components['schemas'];
export type ReviewGroup = Schemas['ReviewGroup'];
export type ReviewGroupKey = Schemas['ReviewGroupKey'];
export type ReviewDecision = Schemas['ReviewDecision'];
export type LearningVersion = Schemas['LearningVersion'];

const PAGE = 40;

/** Doubtful transactions by merchant, what teaches most first. Asked for anew by `refetch` only: a list under one's fingers stays. */
export function useReviewQueue() {
  return useInfiniteQuery({
    queryKey: ['review', 'queue'],
    queryFn: ({ pageParam, signal }) =>
      unwrap(client.GET('/api/v1/review', { params: { query: { cursor: pageParam, limit: PAGE } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
    refetchOnWindowFocus: false,
    refetchOnMount: 'always',
    gcTime: 0,
  });
}

export function useReviewCount() {
  return useQuery({
    queryKey: ['review', 'count'],
    queryFn: async () => (await unwrap(client.GET('/api/v1/review/count'))).groups,
    staleTime: 60_000,
  });
}

export function useDecideReview() {
  return useMutation({
    mutationFn: (decisions: ReviewDecision[]) => unwrap(client.POST('/api/v1/review/decide', { body: { decisions } })),
    onSettled: () => refreshAfterReview(),
  });
}

/** Rows like one that has just been corrected, and the way to let them follow it. */
export const countAlike = async (id: string): Promise<number> =>
  (await unwrap(client.GET('/api/v1/review/alike/{id}', { params: { path: { id } } }))).rows;

export function useDecideAlike() {
  return useMutation({
    mutationFn: (id: string) => unwrap(client.POST('/api/v1/review/alike/{id}', { params: { path: { id } } })),
    onSettled: () => refreshAfterReview(),
  });
}

export function useSkipReview() {
  return useMutation({
    mutationFn: (groups: ReviewGroupKey[]) => unwrap(client.POST('/api/v1/review/skip', { body: { groups } })),
    onSettled: () => refreshAfterReview(),
  });
}

export function useUndoReview() {
  return useMutation({
    mutationFn: (id: string) => unwrap(client.POST('/api/v1/review/acts/{id}/undo', { params: { path: { id } } })),
    onSettled: () => refreshAfterReview(),
  });
}

export function useLearning() {
  return useQuery({ queryKey: ['review', 'learning'], queryFn: () => unwrap(client.GET('/api/v1/learning')) });
}

export function useRetrain() {
  return useMutation({ mutationFn: () => unwrap(client.POST('/api/v1/learning/retrain')) });
}

async function refreshAfterReview(): Promise<void> {
  await Promise.all([
    ...['count', 'learning'].map((key) => queryClient.invalidateQueries({ queryKey: ['review', key] })),
    refreshLedger(),
  ]);
}
