import { ApiProblem } from './api-problem.js';
import type { components } from './schema.js';

export type Upload = components['schemas']['Upload'];

/** The little of `XMLHttpRequest` that is used: `fetch` cannot tell how much of a body was sent. */
interface Xhr {
  upload: { onprogress: ((event: { loaded: number; total: number }) => void) | null };
  status: number;
  responseText: string;
  onload: (() => void) | null;
  onerror: (() => void) | null;
  onabort: (() => void) | null;
  open(method: string, url: string): void;
  setRequestHeader(name: string, value: string): void;
  send(body: FormData): void;
  abort(): void;
}

export interface UploadOptions {
  /** Called with bytes sent and bytes in all, where the platform tells (browsers). */
  onProgress?: (sent: number, total: number) => void;
  signal?: AbortSignal;
}

/** Sends one file as multipart/form-data. @throws ApiProblem, for example `storage.too-large` */
export async function sendFile(
  url: string,
  file: Blob,
  fileName: string,
  headers: Record<string, string>,
  options: UploadOptions,
  fetchWith: typeof fetch,
): Promise<Upload> {
  const form = new FormData();
  form.append('file', file, fileName);
  const { status, text } = await send(url, form, headers, options, fetchWith);
  if (status !== 201) throw ApiProblem.parse(status, text);
  return JSON.parse(text) as Upload;
}

async function send(
  url: string,
  form: FormData,
  headers: Record<string, string>,
  { onProgress, signal }: UploadOptions,
  fetchWith: typeof fetch,
): Promise<{ status: number; text: string }> {
  signal?.throwIfAborted();
  const XhrClass = (globalThis as { XMLHttpRequest?: new () => Xhr }).XMLHttpRequest;
  if (!XhrClass) {
    const response = await fetchWith(url, { method: 'POST', headers, body: form, signal }).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw error instanceof ApiProblem ? error : ApiProblem.network();
    });
    return { status: response.status, text: await response.text() };
  }
  return new Promise((resolve, reject) => {
    const xhr = new XhrClass();
    xhr.open('POST', url);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.upload.onprogress = ({ loaded, total }) => onProgress?.(loaded, total);
    xhr.onload = () => resolve({ status: xhr.status, text: xhr.responseText });
    xhr.onerror = () => reject(ApiProblem.network());
    xhr.onabort = () => reject(signal?.reason ?? ApiProblem.network());
    signal?.addEventListener('abort', () => xhr.abort(), { once: true });
    xhr.send(form);
  });
}
