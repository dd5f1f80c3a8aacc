import { useEffect, useLayoutEffect, useRef } from 'react';

/** What a key does; the key as the browser names it, letters in lower case. */
export type KeyActions = Partial<Record<string, () => void>>;

/** Listens to the keyboard, but not while somebody writes, or a dialog or list is open. */
export function useReviewKeys(actions: KeyActions, enabled: boolean): void {
  const current = useRef(actions);
  useLayoutEffect(() => {
    current.current = actions;
  });
  useEffect(() => {
    if (!enabled) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target as HTMLElement;
      if (target.closest('input, textarea, select, [role="dialog"], [role="menu"], [contenteditable]')) return;
      // Enter on a button that has the focus is that button's.
      if (event.key === 'Enter' && target.closest('button, a')) return;
      const action = current.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [enabled]);
}
