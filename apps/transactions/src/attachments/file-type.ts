import type { AttachmentType } from '#contracts/transactions';

const EXTENSIONS: Record<AttachmentType, readonly [string, ...string[]]> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
};

/** Characters that turn the direction of a name around, so that `gpj.exe` reads as `exe.jpg`. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The kind of a file by the first bytes of its content, whatever its name or its sender says; undefined for any other kind. */
export function fileType(content: Buffer): AttachmentType | undefined {
  const at = (offset: number, text: string): boolean => content.toString('latin1', offset, offset + text.length) === text;
  if (at(0, '\xff\xd8\xff')) return 'image/jpeg';
  if (at(0, '\x89PNG\r\n\x1a\n')) return 'image/png';
  if (at(0, 'RIFF') && at(8, 'WEBP')) return 'image/webp';
  if (at(0, '%PDF-')) return 'application/pdf';
  return undefined;
}

/** Pictures of iPhones, which browsers and servers without a licence cannot show. */
export function isHeic(content: Buffer): boolean {
  return /^ftyp(heic|heix|hevc|heim|heis|mif1|msf1)/.test(content.toString('latin1', 4, 12));
}

/** A PDF that broke off has no end: the mark stands in its last bytes. */
export function hasPdfEnd(content: Buffer): boolean {
  return content.subarray(-2048).includes('%%EOF');
}

/** The name without folders and invisible characters, with an extension of its kind: `a/b.html` of a PNG is `b.html.png`. */
export function cleanFileName(given: string, type: AttachmentType): string {
  const base = (given.normalize('NFC').split(/[/\\]/).at(-1) ?? '').replace(INVISIBLE, '').trim().replace(/^\.+/, '');
  const name = base || 'receipt';
  const [extension] = EXTENSIONS[type];
  const fits = EXTENSIONS[type].some((known) => name.toLowerCase().endsWith(`.${known}`));
  return fits ? name.slice(-200) : `${name.slice(0, 195)}.${extension}`;
}
