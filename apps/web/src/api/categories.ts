import { useMutation, useQuery } from '@tanstack/react-query';
import { buildCategoryTree, type CategoryTree } from './category-tree';
import { client, unwrap } from './client';
import { refreshCategories } from './refresh';
import type { Category } from './types';

const EMPTY = buildCategoryTree([]);

/** The taxonomy and the user's own categories; empty until it has come. */
export function useCategories(): CategoryTree {
  const { data } = useQuery({
    queryKey: ['categories'],
    queryFn: async () => (await unwrap(client.GET('/api/v1/categories'))).items,
    staleTime: 10 * 60_000,
    select: buildCategoryTree,
  });
  return data ?? EMPTY;
}

export function useCreateCategory() {
  return useMutation({
    mutationFn: (body: { name: string; parentId?: string; color?: string }) =>
      unwrap(client.POST('/api/v1/categories', { body })),
    onSuccess: () => refreshCategories(),
  });
}

export function useUpdateCategory() {
  return useMutation({
    mutationFn: ({ id, ...body }: Pick<Category, 'id'> & { name?: string; parentId?: string; color?: string }) =>
      unwrap(client.PATCH('/api/v1/categories/{id}', { params: { path: { id } }, body })),
    onSuccess: () => refreshCategories(),
  });
}

export function useDeleteCategory() {
  return useMutation({
    mutationFn: ({ id, moveTo }: { id: string; moveTo?: string }) =>
      unwrap(client.DELETE('/api/v1/categories/{id}', { params: { path: { id }, query: { moveTo } } })),
    onSuccess: () => refreshCategories(),
  });
}
