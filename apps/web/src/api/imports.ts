import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { client, nextCursor, queryClient, unwrap } from './client';
import type { CsvMapping } from './csv-mapping';
import { refreshLedger } from './refresh';
import type { ImportRow } from './types';

export interface PreviewRequest {
  uploadKey: string;
  fileName: string;
  accountId?: string;
  currency?: string;
  mapping?: CsvMapping;
}

/** How the server reads an uploaded file; asked anew for each changed mapping, while the last answer stays in sight. */
export function usePreview(request: PreviewRequest) {
  return useQuery({
    queryKey: ['preview', request],
    queryFn: ({ signal }) => unwrap(client.POST('/api/v1/imports/preview', { body: request, signal })),
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
    retry: false,
  });
}

export function useStartImport() {
  return useMutation({
    mutationFn: (body: PreviewStart) => unwrap(client.POST('/api/v1/imports', { body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['imports'] }),
  });
}

export interface PreviewStart {
  uploadKey: string;
  fileName: string;
  accountId?: string;
  assignments?: { ref: string; accountId: string }[];
  mapping?: CsvMapping;
}

export function useImports() {
  return useInfiniteQuery({
    queryKey: ['imports'],
    queryFn: ({ pageParam }) => unwrap(client.GET('/api/v1/imports', { params: { query: { cursor: pageParam, limit: 25 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
  });
}

export function useImport(id: string) {
  return useQuery({
    queryKey: ['import', id],
    queryFn: () => unwrap(client.GET('/api/v1/imports/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 4_000 : false),
  });
}

export type RowOutcome = 'skipped' | 'failed' | 'updated';

export function useImportRows(id: string, outcome: RowOutcome, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['import-rows', id, outcome],
    queryFn: ({ pageParam }) =>
      unwrap(
        client.GET('/api/v1/imports/{id}/rows', { params: { path: { id }, query: { outcome, cursor: pageParam, limit: 50 } } }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursor,
    enabled,
  });
}

/** Every row of an outcome, for a file; a page at a time. */
export async function fetchImportRows(id: string, outcome: RowOutcome): Promise<ImportRow[]> {
  const rows: ImportRow[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await unwrap(
      client.GET('/api/v1/imports/{id}/rows', { params: { path: { id }, query: { outcome, cursor, limit: 500 } } }),
    );
    rows.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === undefined) return rows;
  }
}

/** Adds skipped rows after all: those of `numbers`, or every one, which the server takes in some thousands a request. */
export function useImportAnyway(id: string) {
  return useMutation({
    mutationFn: async (numbers: number[] | 'all') => {
      const send = () =>
        unwrap(
          client.POST('/api/v1/imports/{id}/rows', {
            params: { path: { id } },
            body: numbers === 'all' ? { all: true } : { numbers },
          }),
        );
      let report = await send();
      for (let left = Infinity; numbers === 'all' && report.skipped > 0 && report.skipped < left;) {
        left = report.skipped;
        report = await send();
      }
      return report;
    },
    onSuccess: async (report) => {
      queryClient.setQueryData(['import', report.id], report);
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['imports'] }),
        queryClient.invalidateQueries({ queryKey: ['import-rows', report.id] }),
        refreshLedger(),
      ]);
    },
  });
}

export function useUndoImport() {
  return useMutation({
    mutationFn: (id: string) => unwrap(client.POST('/api/v1/imports/{id}/undo', { params: { path: { id } } })),
    onSuccess: async (report) => {
      queryClient.setQueryData(['import', report.id], report);
      await Promise.all([queryClient.invalidateQueries({ queryKey: ['imports'] }), refreshLedger()]);
    },
  });
}

export function useSampleHousehold() {
  return useMutation({ mutationFn: () => unwrap(client.POST('/api/v1/sample-household', { body: {} })) });
}
