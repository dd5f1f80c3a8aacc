import { useMutation, useQuery } from '@tanstack/react-query';
import { client, queryClient, unwrap } from './client';
import { refreshLedger } from './refresh';
import type { AccountChanges, CreateAccountInput } from './types';

export function useAccounts() {
  return useQuery({
    queryKey: ['accounts'],
    queryFn: async () => (await unwrap(client.GET('/api/v1/accounts'))).items,
  });
}

export function useBalances() {
  return useQuery({ queryKey: ['balances'], queryFn: () => unwrap(client.GET('/api/v1/accounts/balances')) });
}

export function useCreateAccount() {
  return useMutation({
    mutationFn: (body: CreateAccountInput) => unwrap(client.POST('/api/v1/accounts', { body })),
    onSuccess: (account) => {
      queryClient.setQueryData(['accounts'], (old: (typeof account)[] | undefined) => (old ? [...old, account] : undefined));
      return refreshLedger();
    },
  });
}

export function useUpdateAccount() {
  return useMutation({
    mutationFn: ({ id, ...body }: AccountChanges & { id: string }) =>
      unwrap(client.PATCH('/api/v1/accounts/{id}', { params: { path: { id } }, body })),
    onSuccess: () => refreshLedger(),
  });
}

export function useDeleteAccount() {
  return useMutation({
    mutationFn: ({ id, withTransactions }: { id: string; withTransactions: boolean }) =>
      unwrap(client.DELETE('/api/v1/accounts/{id}', { params: { path: { id }, query: { withTransactions } } })),
    onSuccess: () => refreshLedger(),
  });
}
