import type { components } from '#api-client';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { client, queryClient, unwrap } from './client';

type Schemas = components['schemas'];
export type RegisteredModel = Schemas['RegisteredModel'];
export type ModelVersionDetails = Schemas['ModelVersionDetails'];
export type ModelAlias = Schemas['ModelAlias'];
export type AliasChange = Schemas['AliasChange'];
export type Replica = Schemas['Replica'];
export type TrafficReport = Schemas['TrafficReport'];
export type TrafficVariant = Schemas['TrafficVariant'];
export type VersionTraffic = Schemas['VersionTraffic'];
export type VersionComparison = Schemas['VersionComparison'];
export type ShadowAgreement = Schemas['ShadowAgreement'];
export type DriftReport = Schemas['DriftReport'];
export type DriftSignal = Schemas['DriftSignal'];
export type DriftLevel = Schemas['DriftLevel'];
export type ModelLearning = Schemas['ModelLearning'];
export type LearningPolicy = Schemas['LearningPolicy'];

/** The alias that answers where nobody names a version. */
export const PRODUCTION = 'production';

/** What the job that trains a version answers. */
export interface TrainedVersion {
  version: string;
  promoted: boolean;
  conclusion: string;
  heldOutAccuracy: number;
  productionHeldOutAccuracy: number;
  recentRows: number;
  recentAccuracy?: number;
  productionRecentAccuracy?: number;
}

/** Everything that is shown of models: a version moved, traffic changed, a training ended. */
export async function refreshModels(): Promise<void> {
  await Promise.all(['models', 'serving'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
}

export function useModels() {
  return useQuery({ queryKey: ['models'], queryFn: async () => (await unwrap(client.GET('/api/v1/models'))).models });
}

export function useModel(name: string) {
  return useQuery({
    queryKey: ['models', name],
    queryFn: () => unwrap(client.GET('/api/v1/models/{name}', { params: { path: { name } } })),
  });
}

/** The processes that serve; asked again while somebody looks, for they load and unload by themselves. */
export function useServing() {
  return useQuery({
    queryKey: ['serving'],
    queryFn: () => unwrap(client.GET('/api/v1/serving')),
    refetchInterval: 10_000,
  });
}

export function useAliasHistory(name: string) {
  return useQuery({
    queryKey: ['models', name, 'alias-history'],
    queryFn: async () =>
      (await unwrap(client.GET('/api/v1/models/{name}/aliases/history', { params: { path: { name } } }))).changes,
  });
}

/** An uploaded file with what its `model.json` says, or a folder of the repository. */
export type NewVersion = Schemas['RegisterVersionBody'];

export function useRegisterVersion(name: string) {
  return useMutation({
    mutationFn: (body: NewVersion) => unwrap(client.POST('/api/v1/models/{name}/versions', { params: { path: { name } }, body })),
    onSuccess: refreshModels,
  });
}

export function useUpdateVersion(name: string) {
  return useMutation({
    mutationFn: ({ version, ...body }: Schemas['UpdateVersionBody'] & { version: string }) =>
      unwrap(client.PATCH('/api/v1/models/{name}/versions/{version}', { params: { path: { name, version } }, body })),
    onSuccess: refreshModels,
  });
}

export function useDeleteVersion(name: string) {
  return useMutation({
    mutationFn: (version: string) =>
      unwrap(client.DELETE('/api/v1/models/{name}/versions/{version}', { params: { path: { name, version } } })),
    onSuccess: refreshModels,
  });
}

export function useSetAlias(name: string) {
  return useMutation({
    mutationFn: ({ alias, ...body }: Schemas['SetAliasBody'] & { alias: string }) =>
      unwrap(client.PUT('/api/v1/models/{name}/aliases/{alias}', { params: { path: { name, alias } }, body })),
    onSuccess: refreshModels,
  });
}

export function useRollBackAlias(name: string) {
  return useMutation({
    mutationFn: ({ alias, ...body }: Schemas['RollBackAliasBody'] & { alias: string }) =>
      unwrap(client.POST('/api/v1/models/{name}/aliases/{alias}/rollback', { params: { path: { name, alias } }, body })),
    onSuccess: refreshModels,
  });
}

export function useRemoveAlias(name: string) {
  return useMutation({
    mutationFn: (alias: string) =>
      unwrap(client.DELETE('/api/v1/models/{name}/aliases/{alias}', { params: { path: { name, alias } } })),
    onSuccess: refreshModels,
  });
}

export function useTraffic(name: string) {
  return useQuery({
    queryKey: ['models', name, 'traffic'],
    queryFn: () => unwrap(client.GET('/api/v1/models/{name}/traffic', { params: { path: { name } } })),
    // People send requests all the time.
    refetchInterval: 30_000,
  });
}

export function useSetTraffic(name: string) {
  return useMutation({
    mutationFn: (body: Schemas['SetTrafficBody']) =>
      unwrap(client.PUT('/api/v1/models/{name}/traffic', { params: { path: { name } }, body })),
    onSuccess: async (report) => {
      queryClient.setQueryData(['models', name, 'traffic'], report);
      await refreshModels();
    },
  });
}

/** Lets both predict every row that people have labelled, which takes its time: only when somebody asks. */
export function useCompareVersions(name: string) {
  return useMutation({
    mutationFn: (query: { champion: string; challenger: string }) =>
      unwrap(client.GET('/api/v1/models/{name}/comparison', { params: { path: { name }, query } })),
  });
}

/** @param hours back from now */
export function useDrift(name: string, hours: number) {
  return useQuery({
    queryKey: ['models', name, 'drift', hours],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/api/v1/models/{name}/drift', { params: { path: { name }, query: { hours } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function useModelLearning(name: string) {
  return useQuery({
    queryKey: ['models', name, 'learning'],
    queryFn: () => unwrap(client.GET('/api/v1/models/{name}/learning', { params: { path: { name } } })),
    // Somebody else, or the system itself, may have begun it.
    refetchInterval: ({ state }) => (state.data?.jobId ? 10_000 : false),
  });
}

export function useSetLearningPolicy(name: string) {
  return useMutation({
    mutationFn: (body: LearningPolicy) =>
      unwrap(client.PUT('/api/v1/models/{name}/learning', { params: { path: { name } }, body })),
    onSuccess: (learning) => queryClient.setQueryData(['models', name, 'learning'], learning),
  });
}

export function useTrainModel(name: string) {
  return useMutation({
    mutationFn: () => unwrap(client.POST('/api/v1/models/{name}/train', { params: { path: { name } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['models', name, 'learning'] }),
  });
}
