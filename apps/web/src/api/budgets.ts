import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { components } from '#api-client';
import { client, queryClient, unwrap } from './client';

type Schemas = components['schemas'];
export type BudgetMonth = Schemas['BudgetMonth'];
export type BudgetLine = Schemas['BudgetLine'];
export type BudgetSetting = Schemas['BudgetSetting'];
export type Rollover = Schemas['Rollover'];
export type Goal = Schemas['Goal'];
export type CreateGoalInput = Schemas['CreateGoalInput'];
export type GoalChanges = Schemas['GoalChanges'];

export function useBudgetMonth(month: string) {
  return useQuery({
    queryKey: ['budgets', month],
    queryFn: () => unwrap(client.GET('/api/v1/budgets', { params: { query: { month } } })),
    placeholderData: keepPreviousData,
  });
}

export function useBudgetSuggestions(month: string, enabled: boolean) {
  return useQuery({
    queryKey: ['budgets', 'suggestions', month],
    queryFn: () => unwrap(client.GET('/api/v1/budgets/suggestions', { params: { query: { month } } })),
    enabled,
  });
}

export function useSetBudgets() {
  return useMutation({
    mutationFn: (body: { month: string; budgets: BudgetSetting[] }) => unwrap(client.PUT('/api/v1/budgets', { body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['budgets'] }),
  });
}

const refreshGoals = () => queryClient.invalidateQueries({ queryKey: ['goals'] });

export function useGoals() {
  return useQuery({ queryKey: ['goals'], queryFn: () => unwrap(client.GET('/api/v1/goals')) });
}

export function useSaveGoal() {
  return useMutation({
    mutationFn: ({ id, ...goal }: CreateGoalInput & { id?: string }) =>
      id
        ? unwrap(client.PATCH('/api/v1/goals/{id}', { params: { path: { id } }, body: goal }))
        : unwrap(client.POST('/api/v1/goals', { body: goal })),
    onSuccess: refreshGoals,
  });
}

export function useMoveGoal() {
  return useMutation({
    mutationFn: ({ id, position }: { id: string; position: number }) =>
      unwrap(client.PATCH('/api/v1/goals/{id}', { params: { path: { id } }, body: { position } })),
    onSuccess: refreshGoals,
  });
}

export function useDeleteGoal() {
  return useMutation({
    mutationFn: (id: string) => unwrap(client.DELETE('/api/v1/goals/{id}', { params: { path: { id } } })),
    onSuccess: refreshGoals,
  });
}
