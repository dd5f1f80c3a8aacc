import { createStewardClient, unwrap, type Schemas, type StewardClient } from '../../libs/api-client/src/index.js';

let people = 0;

/** A client of a person who has just made an account. */
export async function newPerson(url: string): Promise<StewardClient> {
  const client = createStewardClient({ baseUrl: url, browser: false });
  await client.session.register({ email: `person${++people}-${Date.now()}@example.com`, password: 'a long enough phrase' });
  return client;
}

export async function newAccount(
  client: StewardClient,
  over: Partial<Schemas['CreateAccountInput']> = {},
): Promise<Schemas['Account']> {
  return unwrap(client.POST('/api/v1/accounts', { body: { name: 'Everyday', type: 'checking', currency: 'EUR', ...over } }));
}

export async function upload(
  client: StewardClient,
  fileName: string,
  content: string | Uint8Array,
): Promise<{ uploadKey: string; fileName: string }> {
  const blob = Object.assign(new Blob([content as string]), { name: fileName });
  const { uploadKey } = await client.uploadFile(blob);
  return { uploadKey, fileName };
}

/** Uploads and imports a file and waits for its end; answers the report, whether it went well or not. */
export async function importFile(
  client: StewardClient,
  accountId: string,
  fileName: string,
  content: string | Uint8Array,
): Promise<Schemas['ImportReport']> {
  const file = await upload(client, fileName, content);
  const { importId, jobId } = await unwrap(client.POST('/api/v1/imports', { body: { ...file, accountId } }));
  await client.watchJob(jobId, () => {});
  return unwrap(client.GET('/api/v1/imports/{id}', { params: { path: { id: importId } } }));
}

/** Every transaction that matches, over all pages. */
export async function allTransactions(
  client: StewardClient,
  query: Record<string, unknown> = {},
): Promise<Schemas['Transaction'][]> {
  const items: Schemas['Transaction'][] = [];
  let cursor: string | undefined;
  do {
    const page = await unwrap(
      client.GET('/api/v1/transactions', { params: { query: { ...query, cursor, limit: 500 } as never } }),
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}
