import { useCallback, useMemo, useRef, useState } from 'react';
import type { Selection } from '../../api/transactions';
import type { TransactionFilter } from '../../api/types';

export interface SelectionControl {
  has: (id: string) => boolean;
  count: number;
  /** Every transaction the filter finds, also those not loaded. */
  everything: boolean;
  /** With `range`, everything between the last one chosen and this one. */
  toggle: (index: number, range: boolean) => void;
  selectLoaded: () => void;
  selectEverything: () => void;
  clear: () => void;
  asInput: () => Selection;
}

/** Which rows are chosen. A new filter starts with none. */
export function useSelection(ids: readonly string[], filter: TransactionFilter, total: number | undefined): SelectionControl {
  const scope = useMemo(() => JSON.stringify(filter), [filter]);
  const [state, setState] = useState({ scope, chosen: new Set<string>(), everything: false });
  const anchor = useRef<number>(undefined);
  const current = state.scope === scope ? state : { scope, chosen: new Set<string>(), everything: false };

  const toggle = useCallback(
    (index: number, range: boolean) => {
      const from = anchor.current;
      setState((old) => {
        const base = old.scope !== scope ? new Set<string>() : old.everything ? new Set(ids) : new Set(old.chosen);
        const id = ids[index];
        if (!id) return old;
        const add = !base.has(id);
        const [first, last] = range && from !== undefined ? [Math.min(from, index), Math.max(from, index)] : [index, index];
        for (const each of ids.slice(first, last + 1)) {
          if (add || range) base.add(each);
          else base.delete(each);
        }
        return { scope, chosen: base, everything: false };
      });
      anchor.current = index;
    },
    [ids, scope],
  );

  return {
    has: (id) => current.everything || current.chosen.has(id),
    count: current.everything ? (total ?? ids.length) : current.chosen.size,
    everything: current.everything,
    toggle,
    selectLoaded: () => setState({ scope, chosen: new Set(ids), everything: false }),
    selectEverything: () => setState({ scope, chosen: new Set(ids), everything: true }),
    clear: () => setState({ scope, chosen: new Set(), everything: false }),
    asInput: () => (current.everything ? { filter } : { ids: [...current.chosen] }),
  };
}
