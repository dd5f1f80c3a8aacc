import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { ServiceError } from '#rpc';
import type { ApiRequest } from '../http/api-request.js';

export interface ReceivedFile {
  /** As the sender named it, without folders and control characters; 255 characters at most. */
  fileName: string;
  content: Readable;
}

/**
 * The one file of a multipart request, as a stream that has not been read.
 * @throws ServiceError `invalid-input` when there is none
 */
export async function receiveFile(request: ApiRequest): Promise<ReceivedFile> {
  if (!request.isMultipart()) throw new UnsupportedMediaTypeException('Send the file as multipart/form-data');
  const part = await request.file();
  if (!part) throw new ServiceError('invalid-input', 'The request holds no file', { fields: { file: ['file must be a file'] } });
  endWithRequest(part.file, request);
  return { fileName: plainName(part.filename), content: part.file };
}

/**
 * A sender who breaks off before anybody reads would leave the reader waiting for ever: the parser ends only what is being read.
 * Whoever reads learns of it from the stream.
 */
function endWithRequest(content: Readable, { raw }: ApiRequest): void {
  const breakOff = (): void => {
    if (!raw.complete) content.destroy(new Error('The upload broke off'));
  };
  content.on('error', () => {});
  if (raw.destroyed) breakOff();
  else raw.once('close', breakOff);
}

/**
 * Reads and drops what the sender still sends. Browsers read an answer only once they have sent everything, and one
 * that waits for us to read would wait for ever.
 */
export function dropRest(request: ApiRequest): void {
  if (request.raw.readableEnded || request.raw.destroyed) return;
  request.raw.unpipe();
  request.raw.resume();
}

function plainName(given: string): string {
  const base = given.split(/[/\\]/).at(-1) ?? '';
  const plain = base.replace(/\p{Cc}/gu, '').trim();
  return plain.slice(0, 255) || 'upload';
}
