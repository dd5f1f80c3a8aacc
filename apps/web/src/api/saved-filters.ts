import { useMutation, useQuery } from '@tanstack/react-query';
import { client, queryClient, unwrap } from './client';
import type { TransactionFilter } from './types';

const refresh = () => queryClient.invalidateQueries({ queryKey: ['saved-filters'] });

export function useSavedFilters() {
  return useQuery({
    queryKey: ['saved-filters'],
    queryFn: async () => (await unwrap(client.GET('/api/v1/saved-filters'))).items,
  });
}

export function useSaveFilter() {
  return useMutation({
    mutationFn: (body: { name: string; filter: TransactionFilter }) => unwrap(client.POST('/api/v1/saved-filters', { body })),
    onSuccess: refresh,
  });
}

export function useDeleteSavedFilter() {
  return useMutation({
    mutationFn: (id: string) => unwrap(client.DELETE('/api/v1/saved-filters/{id}', { params: { path: { id } } })),
    onSuccess: refresh,
  });
}
