import { useMutation, useQuery } from '@tanstack/react-query';
import { client, queryClient, unwrap } from './client';

const refresh = () => queryClient.invalidateQueries({ queryKey: ['rules'] });

export function useRules() {
  return useQuery({ queryKey: ['rules'], queryFn: async () => (await unwrap(client.GET('/api/v1/rules'))).items });
}

export function useCreateRule() {
  return useMutation({
    mutationFn: (body: { contains: string; categoryId: string }) => unwrap(client.POST('/api/v1/rules', { body })),
    onSuccess: refresh,
  });
}

export function useDeleteRule() {
  return useMutation({
    mutationFn: (id: string) => unwrap(client.DELETE('/api/v1/rules/{id}', { params: { path: { id } } })),
    onSuccess: refresh,
  });
}
