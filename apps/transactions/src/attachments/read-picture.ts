import sharp from 'sharp';
import type { AttachmentType } from '#contracts/transactions';
import { ServiceError } from '#rpc';

/** A good camera's picture; what claims more would fill the memory when it is unpacked. */
const MAX_PIXELS = 60_000_000;
/** Longer side of a thumbnail; twice the size at which it is shown, for dense screens. */
const THUMBNAIL_PIXELS = 320;

const FORMATS: Partial<Record<AttachmentType, string>> = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp' };

// Pictures are read seldom: keeping their pixels would cost more than it saves.
sharp.cache(false);

/**
 * A small WebP picture of a whole picture, the right way up; made by libvips on a thread of its own.
 * @throws ServiceError `attachments.unreadable` for one that is damaged, too large, or of another kind than `type`
 */
export async function thumbnailOf(content: Buffer, type: AttachmentType): Promise<Buffer> {
  // The header alone, before a pixel is unpacked.
  const header = await sharp(content, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined);
  if (!header || header.format !== FORMATS[type]) throw unreadable('The picture is damaged: its beginning makes no sense');
  const pixels = header.width * header.height * (header.pages ?? 1);
  if (pixels > MAX_PIXELS) {
    throw unreadable(
      `The picture is ${header.width} × ${header.height} pixels large, more than the ${MAX_PIXELS / 1_000_000} million that are taken`,
    );
  }
  try {
    return await sharp(content, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true })
      .autoOrient()
      .resize(THUMBNAIL_PIXELS, THUMBNAIL_PIXELS, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer();
  } catch {
    throw unreadable('The picture is damaged: it cannot be read to its end');
  }
}

export const unreadable = (problem: string): ServiceError =>
  new ServiceError('attachments.unreadable', problem, { fields: { file: [problem] } });
