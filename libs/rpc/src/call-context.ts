import { randomUUID } from 'node:crypto';

/** The person (or key) on whose behalf a call is made. */
export interface ActingUser {
  id: string;
  role: 'user' | 'admin';
  sessionId?: string;
  /** Set for API keys: what the key may do. Absent for a signed-in person, who may do everything their role may. */
  scopes?: string[];
}

/** What travels beside the input of every call: who asks, under which request, until when. */
export interface CallContext {
  requestId: string;
  user?: ActingUser;
  /** Epoch milliseconds after which nobody waits for the answer. */
  deadline: number;
  /** Aborts at the deadline; set on the callee's side. */
  signal?: AbortSignal;
}

const DEFAULT_BUDGET_MS = 30_000;

/** A call by the system itself (a job, a start-up task): no acting user. */
export function systemCall(requestId: string = randomUUID(), budgetMs = DEFAULT_BUDGET_MS): CallContext {
  return { requestId, deadline: Date.now() + budgetMs };
}

/** A call on behalf of a user. */
export function userCall(user: ActingUser, requestId: string = randomUUID(), budgetMs = DEFAULT_BUDGET_MS): CallContext {
  return { requestId, user, deadline: Date.now() + budgetMs };
}
