import { hash } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The id that a row of an archive gets with a new owner. Always the same for the same owner and row, so no table of ids has to
 * be kept; the first half, which holds the time it was made, stays, for lists are in the order of ids. Nobody can write an
 * archive whose rows take, or refer to, the ids of somebody else's.
 */
export function remappedId(userId: string, id: string): string {
  const digest = hash('sha256', `${userId}/${id.toLowerCase()}`, 'hex');
  const variant = ((Number.parseInt(digest[0]!, 16) & 3) | 8).toString(16);
  return `${id.slice(0, 18).toLowerCase()}-${variant}${digest.slice(1, 4)}-${digest.slice(4, 16)}`;
}

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/** Names under which an object holds ids of ours. What a bank calls an id is the bank's, whatever it looks like. */
const ID_NAME = /^(?!bankId$)(?:id|.+Ids?)$/;

/**
 * A value with every id of ours in it remapped, however deep it lies in the objects that rules, filters and the like are kept as:
 * the value itself, a list of ids, and what stands under a name for ids. Other texts stay, also where they look like one.
 */
export function remapDeep(userId: string, value: unknown): unknown {
  if (isUuid(value)) return remappedId(userId, value);
  if (Array.isArray(value)) return value.map((item) => remapDeep(userId, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const mayHoldIds = ID_NAME.test(name) || typeof item === 'object';
      return [name, mayHoldIds ? remapDeep(userId, item) : item];
    }),
  );
}

/**
 * A key of the file store with its owner and ids exchanged: `uploads/<old owner>/<id>` becomes `uploads/<new owner>/<new id>`.
 * Anything else is no key, and stays as it is.
 */
export function remapBlobKey(userId: string, key: string): string {
  const [folder, owner, ...rest] = key.split('/');
  if (!isUuid(owner) || !rest.length) return key;
  return [folder, userId, ...rest.map((segment) => remapSegment(userId, segment))].join('/');
}

/** A segment may be an id, or begin with one (`<id>.thumbnail`). */
export function remapSegment(userId: string, segment: string): string {
  const id = segment.slice(0, 36);
  return isUuid(id) ? remappedId(userId, id) + segment.slice(36) : segment;
}
