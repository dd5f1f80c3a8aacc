import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { TransactionFilter, TransactionSort } from '../../api/types';
import { clean, readView, writeView, type TransactionView } from './filter-url';

export interface ViewControl extends TransactionView {
  /** Changes some conditions; undefined removes one. */
  change: (part: Partial<TransactionFilter>) => void;
  /** Puts a whole filter in place of the present one. */
  apply: (filter: TransactionFilter) => void;
  clear: () => void;
  sortBy: (sort: TransactionSort) => void;
}

/** The filter and order of the page, kept in its address: a view can be bookmarked and Back works. */
export function useView(): ViewControl {
  const [params, setParams] = useSearchParams();
  const view = useMemo(() => readView(params), [params]);
  const write = useCallback((next: TransactionView, replace = false) => setParams(writeView(next), { replace }), [setParams]);
  return {
    ...view,
    change: (part) => write({ ...view, filter: clean({ ...view.filter, ...part }) }, 'text' in part),
    apply: (filter) => write({ ...view, filter }),
    clear: () => write({ ...view, filter: {} }),
    sortBy: (sort) => {
      const first = sort === 'date' || sort === 'amount' ? 'desc' : 'asc';
      write({ ...view, sort, order: view.sort === sort ? (view.order === 'asc' ? 'desc' : 'asc') : first });
    },
  };
}
