import { useMutation, useQuery } from '@tanstack/react-query';
import { client, queryClient, unwrap } from './client';
import type { ApiKeyScope } from './types';

const refresh = (key: string) => () => queryClient.invalidateQueries({ queryKey: [key] });

/** Whether somebody has an account here yet; asked by the sign-in page. */
export function useSetup() {
  return useQuery({ queryKey: ['setup'], queryFn: () => unwrap(client.GET('/api/v1/auth/setup')), staleTime: 0 });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: (body: { currentPassword: string; newPassword: string }) =>
      unwrap(client.POST('/api/v1/auth/password', { body })),
    onSuccess: refresh('sessions'),
  });
}

export function useSessions() {
  return useQuery({ queryKey: ['sessions'], queryFn: async () => (await unwrap(client.GET('/api/v1/sessions'))).items });
}

export function useEndSession() {
  return useMutation({
    mutationFn: (id: string) => unwrap(client.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } })),
    onSuccess: refresh('sessions'),
  });
}

export function useEndOtherSessions() {
  return useMutation({ mutationFn: () => unwrap(client.DELETE('/api/v1/sessions')), onSuccess: refresh('sessions') });
}

export function useApiKeys() {
  return useQuery({ queryKey: ['api-keys'], queryFn: async () => (await unwrap(client.GET('/api/v1/api-keys'))).items });
}

export function useCreateApiKey() {
  return useMutation({
    mutationFn: (body: { name: string; scopes: ApiKeyScope[]; expiresInDays?: number }) =>
      unwrap(client.POST('/api/v1/api-keys', { body })),
    onSuccess: refresh('api-keys'),
  });
}

export function useRevokeApiKey() {
  return useMutation({
    mutationFn: (id: string) => unwrap(client.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } })),
    onSuccess: refresh('api-keys'),
  });
}
