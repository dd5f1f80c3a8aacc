import { unwrap, type Schemas, type StewardClient } from '../../../libs/api-client/src/index.js';

export interface MeasuredImport {
  uploadSeconds: number;
  /** From `POST /imports` until the job is seen to be completed. */
  seconds: number;
  report: Schemas['ImportReport'];
}

/** Uploads a file and imports it, as the page does. */
export async function importIntoSteward(client: StewardClient, accountId: string, content: string): Promise<MeasuredImport> {
  const fileName = 'bank.csv';
  const beforeUpload = performance.now();
  const { uploadKey } = await client.uploadFile(Object.assign(new Blob([content]), { name: fileName }));
  const beforeImport = performance.now();
  const { importId, jobId } = await unwrap(client.POST('/api/v1/imports', { body: { uploadKey, fileName, accountId } }));
  const job = await client.watchJob(jobId, () => {});
  const done = performance.now();
  if (job.state !== 'completed') throw new Error(`The import ${job.state}: ${JSON.stringify(job.error)}`);
  const report = await unwrap(client.GET('/api/v1/imports/{id}', { params: { path: { id: importId } } }));
  return { uploadSeconds: (beforeImport - beforeUpload) / 1000, seconds: (done - beforeImport) / 1000, report };
}
