import { unwrap, type Schemas, type StewardClient } from '../../libs/api-client/src/index.js';

export interface TimedImport {
  /** From `POST /imports` until the job is seen to be completed. */
  seconds: number;
  /** The same from the beginning of the upload. */
  secondsWithUpload: number;
  report: Schemas['ImportReport'];
}

/** Uploads a file and imports it, as the page does. */
export async function importIntoSteward(client: StewardClient, accountId: string, csv: Buffer): Promise<TimedImport> {
  const fileName = 'statement.csv';
  const beforeUpload = performance.now();
  const { uploadKey } = await client.uploadFile(Object.assign(new Blob([new Uint8Array(csv)]), { name: fileName }));
  const beforeImport = performance.now();
  const { importId, jobId } = await unwrap(client.POST('/api/v1/imports', { body: { uploadKey, fileName, accountId } }));
  const job = await client.watchJob(jobId, () => {});
  const done = performance.now();
  if (job.state !== 'completed') throw new Error(`The import ended ${job.state}: ${JSON.stringify(job.error)}`);
  const report = await unwrap(client.GET('/api/v1/imports/{id}', { params: { path: { id: importId } } }));
  return { seconds: (done - beforeImport) / 1000, secondsWithUpload: (done - beforeUpload) / 1000, report };
}
