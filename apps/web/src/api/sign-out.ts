import { client } from './client';

/** Ends the session here at once; that the server could not be told is no reason to stay. */
export async function signOut(): Promise<void> {
  await client.session.signOut().catch(() => undefined);
}
