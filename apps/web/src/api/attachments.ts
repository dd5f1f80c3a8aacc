import { useMutation, useQuery } from '@tanstack/react-query';
import { client, queryClient, unwrap } from './client';

const refresh = (transactionId: string) =>
  Promise.all(
    [['attachments', transactionId], ['transactions'], ['transaction', transactionId]].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );

/** The receipts of a transaction. */
export function useAttachments(transactionId: string) {
  return useQuery({
    queryKey: ['attachments', transactionId],
    queryFn: async () =>
      (await unwrap(client.GET('/api/v1/transactions/{id}/attachments', { params: { path: { id: transactionId } } }))).items,
  });
}

export function useAddAttachment(transactionId: string) {
  return useMutation({
    mutationFn: (file: File) =>
      unwrap(
        client.POST('/api/v1/transactions/{id}/attachments', {
          params: { path: { id: transactionId } },
          body: { file: '' },
          bodySerializer: () => {
            const form = new FormData();
            form.append('file', file, file.name);
            return form;
          },
        }),
      ),
    onSettled: () => refresh(transactionId),
  });
}

export function useDeleteAttachment(transactionId: string) {
  return useMutation({
    mutationFn: (id: string) => unwrap(client.DELETE('/api/v1/attachments/{id}', { params: { path: { id } } })),
    onSuccess: () => refresh(transactionId),
  });
}

/** The small picture of a receipt as a `data:` address: pages send a token, which an `<img>` does not. */
export function useThumbnail(id: string, exists: boolean) {
  return useQuery({
    queryKey: ['thumbnail', id],
    queryFn: async () =>
      dataAddress(await unwrap(client.GET('/api/v1/attachments/{id}/thumbnail', { params: { path: { id } }, parseAs: 'blob' }))),
    enabled: exists,
    staleTime: Infinity,
  });
}

/** The receipt itself. */
export const fetchAttachment = async (id: string): Promise<Blob> =>
  unwrap(client.GET('/api/v1/attachments/{id}/file', { params: { path: { id } }, parseAs: 'blob' }));

function dataAddress(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error('The picture cannot be read'));
    reader.readAsDataURL(blob);
  });
}
