import type { Readable } from 'node:stream';
import type { ApiReply } from './api-request.js';

export interface SentFile {
  content: Readable;
  fileName: string;
  mediaType: string;
  bytes?: number | undefined;
  /** Shown in place; otherwise saved. */
  inline: boolean;
}

/**
 * Streams somebody's file out. Its kind is the one we found, not one a browser might guess, and whatever it holds may neither run nor
 * reach anything of ours. The content of a key never changes, so browsers may keep it.
 */
export async function sendFile(reply: ApiReply, { content, fileName, mediaType, bytes, inline }: SentFile): Promise<void> {
  reply
    .type(mediaType)
    .header('content-disposition', disposition(inline ? 'inline' : 'attachment', fileName))
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
    .header('cache-control', 'private, max-age=31536000, immutable');
  if (bytes !== undefined) reply.header('content-length', bytes);
  await reply.send(content);
}

/** RFC 6266: the name in ASCII for the oldest programs, and as it is for all others. */
export function disposition(kind: 'inline' | 'attachment', fileName: string): string {
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const exact = encodeURIComponent(fileName.replace(/\p{Surrogate}/gu, '_')).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${exact}`;
}
