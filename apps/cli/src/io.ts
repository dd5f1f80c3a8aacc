import type { ReadStream, WriteStream } from 'node:tty';

/** What a command reads and writes. Results go to `stdout`; progress and complaints to `stderr`, so that pipes carry data only. */
export interface Io {
  stdin: NodeJS.ReadableStream & Partial<Pick<ReadStream, 'isTTY' | 'setRawMode'>>;
  stdout: NodeJS.WritableStream;
  stderr: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;
}

/** How a run ends, for scripts. */
export const EXIT = { done: 0, someRowsFailed: 1, refused: 2 } as const;

/** Something the person at the terminal can put right; told without a stack. */
export class CliError extends Error {}
