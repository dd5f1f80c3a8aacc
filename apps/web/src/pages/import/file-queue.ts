import { client, queryClient, unwrap } from '../../api/client';
import { refreshLedger } from '../../api/refresh';
import type { ImportPreview, ImportReport, Upload } from '../../api/types';

/** One of several files that were dropped at once. */
export interface QueuedFile {
  id: number;
  fileName: string;
  bytes: number;
  state: 'waiting' | 'sending' | 'looked-at' | 'importing' | 'imported' | 'failed';
  /** Of the sending, 0 to 1. */
  share: number;
  upload?: Upload;
  preview?: ImportPreview;
  report?: ImportReport;
  error?: unknown;
}

const POLL_MS = 700;

/**
 * Files on their way, one after another; they go on while one looks at other pages. Imports follow one another too, so that a
 * booking finds what an earlier file had pending.
 */
class FileQueue {
  private files: readonly QueuedFile[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly contents = new Map<number, File>();
  private count = 0;
  private sending = false;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): readonly QueuedFile[] => this.files;

  add(files: readonly File[]): void {
    for (const file of files) {
      const id = this.count++;
      this.contents.set(id, file);
      this.files = [...this.files, { id, fileName: file.name, bytes: file.size, state: 'waiting', share: 0 }];
    }
    this.tell();
    void this.send();
  }

  clear(): void {
    this.files = this.files.filter(({ state }) => state === 'importing' || state === 'sending');
    this.tell();
  }

  /** A file of the queue was imported by its preview. */
  imported(uploadKey: string): void {
    this.files = this.files.filter(({ upload }) => upload?.uploadKey !== uploadKey);
    this.tell();
  }

  /** Imports files, each when the one before has ended. */
  async importAll(ids: readonly number[], accountId: string | undefined): Promise<void> {
    for (const id of ids) {
      const upload = this.files.find((file) => file.id === id)?.upload;
      if (!upload) continue;
      this.change(id, { state: 'importing' });
      try {
        const { uploadKey, fileName } = upload;
        const { importId } = await unwrap(client.POST('/api/v1/imports', { body: { uploadKey, fileName, accountId } }));
        const report = await ended(importId);
        if (report.state === 'failed') this.change(id, { state: 'failed', error: new Error(report.error), report });
        else this.change(id, { state: 'imported', report });
      } catch (error) {
        this.change(id, { state: 'failed', error });
      }
    }
    await Promise.all([queryClient.invalidateQueries({ queryKey: ['imports'] }), refreshLedger()]);
  }

  private async send(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    for (let next; (next = this.files.find(({ state }) => state === 'waiting'));) {
      const { id } = next;
      const content = this.contents.get(id)!;
      this.change(id, { state: 'sending' });
      try {
        const upload = await client.uploadFile(content, {
          onProgress: (sent, total) => this.change(id, { share: total ? sent / total : 0 }),
        });
        const { uploadKey, fileName } = upload;
        const preview = await unwrap(client.POST('/api/v1/imports/preview', { body: { uploadKey, fileName } }));
        this.change(id, { state: 'looked-at', upload, preview });
      } catch (error) {
        this.change(id, { state: 'failed', error });
      }
      this.contents.delete(id);
    }
    this.sending = false;
  }

  private change(id: number, change: Partial<QueuedFile>): void {
    this.files = this.files.map((file) => (file.id === id ? { ...file, ...change } : file));
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

export const fileQueue = new FileQueue();

/** Whether a file can be imported without looking at it: its account is known, or one is chosen, and its columns are clear. */
export function isClear({ state, preview }: QueuedFile, accountId: string | undefined): boolean {
  if (state !== 'looked-at' || !preview || preview.rows.length === 0) return false;
  if (preview.accounts.length > 0 && preview.accounts.every((account) => account.accountId)) return true;
  return preview.accounts.length <= 1 && accountId !== undefined;
}

async function ended(importId: string): Promise<ImportReport> {
  for (;;) {
    const report = await unwrap(client.GET('/api/v1/imports/{id}', { params: { path: { id: importId } } }));
    if (report.state !== 'running') return report;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
