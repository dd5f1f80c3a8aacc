import { ServiceError } from '#rpc';
import { JSON_LINES_VERSION } from './json-lines.js';

/** No row of ours is this long; a line that is would be kept in memory whole. In UTF-16 units. */
const MAX_LINE = 4_000_000;

/** A line of a file, parsed. */
export interface JsonLine {
  /** From 1. */
  number: number;
  kind: string;
  value: Record<string, unknown>;
}

/** A line that cannot be taken. */
export interface BadLine {
  number: number;
  problem: string;
}

/**
 * The records of a file in Steward's JSON lines; header and end are checked and left out.
 * @throws ServiceError `archive.malformed` where the file is something else, of a newer version, of a choice of transactions
 *   only, or cut off
 */
export async function* readJsonLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<JsonLine | BadLine> {
  let header: Record<string, unknown> | undefined;
  let records = 0;
  let announced: unknown;
  for await (const { number, text } of splitLines(bytes)) {
    if (!text.trim()) continue;
    if (announced !== undefined) throw malformed(`Line ${number} stands behind the file's end`);
    const value = parse(text);
    if (!header) {
      header = checkedHeader(value);
      continue;
    }
    if (value?.['kind'] === 'end') {
      announced = value['lines'];
      continue;
    }
    records++;
    if (!value) yield { number, problem: 'This is not a JSON object' };
    else if (typeof value['kind'] !== 'string') yield { number, problem: 'The line does not say its kind' };
    else yield { number, kind: value['kind'], value };
  }
  if (!header) throw malformed('The file is empty');
  if (announced === undefined)
    throw malformed(`The file is cut off after ${records} records: its last line, which says so, is missing`);
  if (announced !== records) throw malformed(`The file says that it has ${String(announced)} records, but it has ${records}`);
}

function checkedHeader(value: Record<string, unknown> | undefined): Record<string, unknown> {
  if (value?.['kind'] !== 'steward') throw malformed("This is not Steward's own export: its first line is no header");
  const version = value['version'];
  if (typeof version !== 'number' || version > JSON_LINES_VERSION)
    throw malformed(
      `The file is of version ${String(version)}, and this Steward reads version ${JSON_LINES_VERSION}: update it first`,
    );
  if (value['everything'] !== true)
    throw malformed('The file holds chosen transactions only: import it like a bank file instead of restoring it');
  return value;
}

function malformed(message: string): ServiceError {
  return new ServiceError('archive.malformed', message);
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

async function* splitLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<{ number: number; text: string }> {
  const decoder = new TextDecoder();
  let pending = '';
  let number = 0;
  for await (const chunk of bytes) {
    pending += decoder.decode(chunk, { stream: true });
    const lines = pending.split('\n');
    pending = lines.pop()!;
    if (pending.length > MAX_LINE) throw malformed(`Line ${number + lines.length + 1} is longer than any record`);
    for (const text of lines) yield { number: ++number, text };
  }
  pending += decoder.decode();
  if (pending) yield { number: number + 1, text: pending };
}
