import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { client, queryClient, unwrap } from './client';
import { refreshLedger } from './refresh';
import type { CreateRuleInput, PreviewRuleInput, Rule, RuleSuggestion } from './types';

const refresh = () => Promise.all(['rules', 'rule-suggestions'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));

export function useRules() {
  return useQuery({ queryKey: ['rules'], queryFn: async () => (await unwrap(client.GET('/api/v1/rules'))).items });
}

export function useRule(id: string | undefined) {
  return useQuery({
    queryKey: ['rules', id],
    queryFn: () => unwrap(client.GET('/api/v1/rules/{id}', { params: { path: { id: id ?? '' } } })),
    enabled: id !== undefined,
    // What is being edited must not change under one's hands.
    refetchOnWindowFocus: false,
  });
}

/** Adds a rule, or replaces the one with that id. */
export function useSaveRule() {
  return useMutation({
    mutationFn: ({ id, ...body }: CreateRuleInput & { id?: string | undefined }) =>
      unwrap(id ? client.PUT('/api/v1/rules/{id}', { params: { path: { id } }, body }) : client.POST('/api/v1/rules', { body })),
    onSuccess: refresh,
  });
}

export function useSwitchRule() {
  return useMutation({
    mutationFn: ({ id, enabled }: { id: string; enabled: boolean }) =>
      unwrap(client.PUT('/api/v1/rules/{id}/enabled', { params: { path: { id } }, body: { enabled } })),
    onMutate: ({ id, enabled }) => change((rules) => rules.map((rule) => (rule.id === id ? { ...rule, enabled } : rule))),
    onSettled: refresh,
  });
}

/** Puts the rules in another order, at once on the page. */
export function useOrderRules() {
  return useMutation({
    mutationFn: (ids: string[]) => unwrap(client.PUT('/api/v1/rules/order', { body: { ids } })),
    onMutate: (ids) => change((rules) => ids.flatMap((id) => rules.find((rule) => rule.id === id) ?? [])),
    onSettled: refresh,
  });
}

export function useDeleteRule() {
  return useMutation({
    mutationFn: (id: string) => unwrap(client.DELETE('/api/v1/rules/{id}', { params: { path: { id } } })),
    onSuccess: refresh,
  });
}

function change(next: (rules: Rule[]) => Rule[]): void {
  queryClient.setQueryData(['rules'], (rules: Rule[] | undefined) => rules && next(rules));
}

/** What a rule would do; not asked while the draft is incomplete. The last answer stays in sight meanwhile. */
export function useRulePreview(draft: PreviewRuleInput | undefined) {
  return useQuery({
    queryKey: ['rule-preview', draft],
    queryFn: ({ signal }) => unwrap(client.POST('/api/v1/rules/preview', { body: draft!, signal })),
    enabled: draft !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function useApplyRules() {
  return useMutation({
    mutationFn: (ruleIds?: string[]) => unwrap(client.POST('/api/v1/rules/apply', { body: ruleIds ? { ruleIds } : {} })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['rule-runs'] }),
  });
}

export function useRuleRuns() {
  return useQuery({
    queryKey: ['rule-runs'],
    queryFn: async () => (await unwrap(client.GET('/api/v1/rule-runs'))).items,
    refetchInterval: ({ state }) =>
      state.data?.some((run) => run.state === 'running' || run.state === 'undoing') ? 2_000 : false,
  });
}

export function useUndoRuleRun() {
  return useMutation({
    mutationFn: (id: string) => unwrap(client.POST('/api/v1/rule-runs/{id}/undo', { params: { path: { id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['rule-runs'] }),
  });
}

/** For when a run has ended. */
export async function refreshAfterRun(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['rule-runs'] }),
    queryClient.invalidateQueries({ queryKey: ['rule-preview'] }),
    refreshLedger(),
  ]);
}

export function useRuleSuggestions() {
  return useQuery({
    queryKey: ['rule-suggestions'],
    queryFn: async () => (await unwrap(client.GET('/api/v1/rules/suggestions'))).items,
  });
}

/** The suggestion for the merchant of one transaction, if the same correction was made at least twice. */
export async function suggestionFor(transactionId: string): Promise<RuleSuggestion | undefined> {
  const { items } = await unwrap(client.GET('/api/v1/rules/suggestions', { params: { query: { transactionId } } }));
  return items[0];
}

export function useDismissSuggestion() {
  return useMutation({
    mutationFn: ({ merchantKey, categoryId }: RuleSuggestion) =>
      unwrap(client.POST('/api/v1/rules/suggestions/dismiss', { body: { merchantKey, categoryId } })),
    onSuccess: refresh,
  });
}
