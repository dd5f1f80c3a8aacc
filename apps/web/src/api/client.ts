import { ApiProblem, createStewardClient, type User } from '#api-client';
import { QueryClient } from '@tanstack/react-query';

type UserListener = (user: User | undefined) => void;
const listeners = new Set<UserListener>();

/** The one door to the server. The session's tokens live inside it, in memory only. */
export const client = createStewardClient({ onUserChange: (user) => listeners.forEach((listener) => listener(user)) });

export function onUserChange(listener: UserListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export { ApiProblem, unwrap } from '#api-client';

/** What may come right by itself: no answer, a busy server, a service that restarts. Refusals are final. */
const passing = (error: unknown) =>
  error instanceof ApiProblem && (error.status === 0 || error.status === 429 || error.status >= 502);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: (failures, error) => failures < 3 && passing(error), refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

/** The raw cursor pages ask for `nextCursor` of the page before. */
export const nextCursor = (page: { nextCursor?: string }): string | undefined => page.nextCursor;
