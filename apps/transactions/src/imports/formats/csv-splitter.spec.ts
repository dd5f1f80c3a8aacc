import fc from 'fast-check';

import type { CsvRecord } from './csv-splitter.js';
import { CsvSplitter, MAX_RECORD } from './csv-splitter.js';

function split(text: string, delimiter = ',', quote = '"', pieceLength = text.length + 1): CsvRecord[] {
  const splitter = new CsvSplitter(delimiter, quote);
  const records: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += pieceLength) records.push(...splitter.push(text.slice(at, at + pieceLength)));
  return [...records, ...splitter.end()];
}
const fieldsOf = (text: string, delimiter?: string): string[][] => split(text, delimiter).map(({ fields }) => fields);

test('fields, quotes, doubled quotes, empty fields and an end without a line end', () => {
  expect(fieldsOf('a,b,\n"1,5","say ""hi""",""\nx,,y')).toEqual([
    ['a', 'b', ''],
    ['1,5', 'say "hi"', ''],
    ['x', '', 'y'],
  ]);
  expect(fieldsOf('a;"b;c"; "d" ;e', ';')).toEqual([['a', 'b;c', 'd', 'e']]);
});

test('a quote inside a field is text', () => {
  expect(fieldsOf('12" pipe,x\n"Bob "the man" Ray",y')).toEqual([
    ['12" pipe', 'x'],
    ['Bob "the man" Ray', 'y'],
  ]);
});

test('line numbers are those of the file, also below fields over several lines', () => {
  const records = split('h,i\n"one\ntwo\n\nthree",1\n\nlast,2\n');
  expect(records.map(({ line, fields }) => [line, fields])).toEqual([
    [1, ['h', 'i']],
    [2, ['one\ntwo\n\nthree', '1']],
    [6, ['']],
    [7, ['last', '2']],
  ]);
});

test('a quote that never closes costs its line, not the rest', () => {
  const records = split('a,1\n"broken,2\nb,3\n"c ""d""",4\n');
  expect(records.map(({ line, fields, problem }) => [line, problem ?? fields])).toEqual([
    [1, ['a', '1']],
    [2, 'unclosed-quote'],
    [3, ['b', '3']],
    [4, ['c "d"', '4']],
  ]);
});

test('a stray quote that meets the opening quote of a later line swallows nothing', () => {
  const records = split('"a",1\n"b,2\n"c",3\n"d",4\n');
  expect(records.map(({ line, fields, problem }) => [line, problem ?? fields])).toEqual([
    [1, ['a', '1']],
    [2, 'unclosed-quote'],
    [3, ['c', '3']],
    [4, ['d', '4']],
  ]);
});

test('a line beyond all measure is one problem, and the next line is read', () => {
  const records = split(`a,1\n${'x'.repeat(MAX_RECORD * 3)}\nb,2\n`, ',', '"', 10_000);
  expect(records.map(({ line, problem, fields }) => [line, problem ?? fields])).toEqual([
    [1, ['a', '1']],
    [2, 'too-long'],
    [3, ['b', '2']],
  ]);
});

test('an unclosed quote in a large file is given up after a bounded stretch', () => {
  const rows = Array.from({ length: 30_000 }, (_, i) => `row ${i},${i}`);
  const records = split(`"open,0\n${rows.join('\n')}\n`, ',', '"', 65_536);
  expect(records[0]).toMatchObject({ line: 1, problem: 'unclosed-quote' });
  expect(records.slice(1).map(({ fields }) => fields.join())).toEqual(rows);
});

test('any table, quoted in any way and fed in any pieces, comes back', () => {
  const field = fc.string({ unit: fc.constantFrom('a', 'ß', ',', ';', '"', '\n', ' ', '1', '\t'), maxLength: 8 });
  const table = fc.array(fc.array(field, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(',', ';', '\t'),
      fc.integer({ min: 1, max: 40 }),
      fc.infiniteStream(fc.boolean()),
      (rows, delimiter, pieceLength, coin) => {
        const write = (value: string): string => {
          const must = value.includes(delimiter) || value.includes('\n') || /^ *"/.test(value);
          return must || coin.next().value ? `"${value.replaceAll('"', '""')}"` : value;
        };
        const text = rows.map((row) => row.map(write).join(delimiter)).join('\n') + '\n';
        expect(split(text, delimiter, '"', pieceLength).map(({ fields }) => fields)).toEqual(rows);
      },
    ),
    { numRuns: 500 },
  );
});

test('no text breaks it: every line is in a record, whatever the pieces', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' '), maxLength: 200 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 50 }), (input, pieceLength) => {
      const pieces = split(input, ',', '"', pieceLength);
      expect(pieces).toEqual(split(input));
      expect(pieces.map(({ raw }) => raw).join('\n')).toBe(input.replace(/\n$/, ''));
    }),
    { numRuns: 1_000 },
  );
});
