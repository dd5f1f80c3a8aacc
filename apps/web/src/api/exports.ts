import { useMutation, useQuery } from '@tanstack/react-query';
import type { components } from '#api-client';
import { client, queryClient, unwrap } from './client';

type Schemas = components['schemas'];
export type ExportRecord = Schemas['ExportRecord'];
export type ExportFormat = Schemas['ExportFormat'];
export type StartExportInput = Schemas['StartExportInput'];

const refresh = () => queryClient.invalidateQueries({ queryKey: ['exports'] });

export function useExports() {
  return useQuery({
    queryKey: ['exports'],
    queryFn: async () => (await unwrap(client.GET('/api/v1/exports'))).items,
    refetchInterval: ({ state }) => (state.data?.some((each) => each.state === 'running') ? 2_000 : false),
  });
}

export function useStartExport() {
  return useMutation({
    mutationFn: (body: StartExportInput) => unwrap(client.POST('/api/v1/exports', { body })),
    onSuccess: refresh,
  });
}

export function useDeleteExport() {
  return useMutation({
    mutationFn: (id: string) => unwrap(client.DELETE('/api/v1/exports/{id}', { params: { path: { id } } })),
    onSuccess: refresh,
  });
}

/** Lets the browser fetch the file by itself, so that it never lies in the page's memory. */
export async function downloadExport(id: string): Promise<void> {
  const { url } = await unwrap(client.POST('/api/v1/exports/{id}/link', { params: { path: { id } } }));
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.click();
}

export function useRestore() {
  return useMutation({
    mutationFn: (upload: { uploadKey: string; fileName: string }) =>
      unwrap(client.POST('/api/v1/your-data/restore', { body: upload })),
  });
}

export function useDeleteEverything() {
  return useMutation({
    mutationFn: (body: Schemas['DeleteEverythingBody']) => unwrap(client.POST('/api/v1/your-data/delete', { body })),
  });
}
