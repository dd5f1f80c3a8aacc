import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { client, onUserChange, queryClient } from './client';
import type { User } from './types';

type SessionState =
  | { status: 'restoring' }
  | { status: 'unreachable'; error: unknown }
  | { status: 'signed-out' }
  | { status: 'signed-in'; user: User };

interface SessionValue {
  state: SessionState;
  retry: () => void;
}

const SessionContext = createContext<SessionValue | undefined>(undefined);

const HINT = 'steward-session';

/** The cookie itself is out of reach; this tells whether asking for a new token can succeed, and spares strangers a refusal. */
function mayHaveSession(): boolean {
  try {
    return localStorage.getItem(HINT) !== null;
  } catch {
    return true;
  }
}

function rememberSession(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(HINT, '1');
    else localStorage.removeItem(HINT);
  } catch {
    // Storage is forbidden: the session is asked for at every visit.
  }
}

/** Takes up the session of an earlier visit from the refresh cookie and keeps track of who is signed in. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<SessionState>(() => ({ status: mayHaveSession() ? 'restoring' : 'signed-out' }));

  const restore = useCallback(() => {
    client.session.restore().then(
      () => {
        const { user } = client.session;
        rememberSession(user !== undefined);
        setState(user ? { status: 'signed-in', user } : { status: 'signed-out' });
      },
      (error: unknown) => setState({ status: 'unreachable', error }),
    );
  }, []);

  useEffect(() => {
    const stop = onUserChange((user) => {
      // Nothing of one person may be seen by the next.
      queryClient.clear();
      rememberSession(user !== undefined);
      setState(user ? { status: 'signed-in', user } : { status: 'signed-out' });
    });
    if (mayHaveSession()) restore();
    return stop;
  }, [restore]);

  const value = useMemo(() => ({ state, retry: restore }), [state, restore]);
  return <SessionContext value={value}>{children}</SessionContext>;
}

export function useSession(): SessionValue {
  const value = use(SessionContext);
  if (!value) throw new Error('useSession outside SessionProvider');
  return value;
}

/** The signed-in person; only beneath the frame, which nobody else reaches. */
export function useUser(): User {
  const { state } = useSession();
  if (state.status !== 'signed-in') throw new Error('Nobody is signed in');
  return state.user;
}
