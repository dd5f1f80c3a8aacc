import fc from 'fast-check';
import { foldCase } from './fold-case.js';
import { compilePattern, requiredLiterals } from './pattern.js';

describe('a pattern', () => {
  it.each([
    ['tesco|rewe', 'REWE Markt', true],
    ['^netflix\\.com', 'NETFLIX.COM 866', true],
    ['^netflix\\.com', 'NETFLIXXCOM', false],
    ['köln$', 'Markt KÖLN', true],
    ['\\bref \\d{4}\\b', 'Ref 12345', false],
    ['[[:alpha:]]+ \\p{L}+', 'A Ü', true],
  ])('%s of %s: %s', (pattern, text, expected) => {
    expect(compilePattern(pattern).test(text)).toBe(expected);
  });

  it.each([
    ['(a)\\1', 'backreference'],
    ['(?=a)b', 'Look-around'],
    ['(?<!a)b', 'Look-around'],
    ['(?>a)', 'Look-around'],
    ['(', 'not a regular expression: missing closing ): `('],
    ['a**', 'not a regular expression'],
    ['x{1001}', 'not a regular expression'],
    ['(?:a{500}){3}', 'not a regular expression'],
    ['a{900}b{900}c{900}', 'repeats too much'],
    ['a'.repeat(501), 'longer than 500'],
  ])('%s is refused: %s', (pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(message);
  });

  // Backtracking engines need 2^n steps here; the counts of steps stay proportional in ours, or this would not end.
  it.each(['(a+)+$', '(a|a)*b', '(a*)*b', '(x+x+)+y', '(.*)(.*)(.*)(.*)(.*)z'])('%s ends on a hostile text', (pattern) => {
    expect(compilePattern(pattern).test(`${'a'.repeat(20_000)}!${'x'.repeat(20_000)}`)).toBe(false);
  });
});

describe('the letters that a pattern needs', () => {
  it.each([
    ['tesco', ['tesco']],
    ['TESCO|Rewe Markt', ['tesco', 'rewe markt']],
    ['steam games \\d+ (a|b)', ['steam games ']],
    ['netflix\\.com', ['netflix.com']],
    ['abcd?', ['abc']],
    ['abcd*efgh', ['efgh']],
    ['ab+cdef', ['cdef']],
    ['abc{0,3}defg', ['defg']],
    ['(tesco)', undefined],
    ['tesco|ab', undefined],
    ['(?i)tesco', undefined],
    ['\\Qa|b\\E', undefined],
    ['\\d+', undefined],
    ['[tesco]', undefined],
    ['[]abcd]efgh', ['efgh']],
    ['müller', ['ller']],
  ])('of %s are %j', (pattern, literals) => {
    expect(requiredLiterals(pattern)).toEqual(literals);
  });

  it('are in every text that it matches', () => {
    const atom = fc.oneof(
      fc.constantFrom(
        'a',
        'b',
        'B',
        'é',
        'k',
        's',
        'ab',
        'abc',
        'sks',
        '\\.',
        '.',
        '\\d',
        '[ab]',
        '[^a]',
        '[]a]',
        '(ab|b)',
        '(?:a)',
        '(?i)',
        '^',
        '$',
        '|',
        'a{0}',
        'abc{2}',
      ),
      fc
        .constantFrom('a', 'bc', 'ks')
        .chain((text) => fc.constantFrom('*', '+', '?', '{0,2}', '{1,}', '*?').map((times) => text + times)),
    );
    const pattern = fc.array(atom, { minLength: 1, maxLength: 8 }).map((atoms) => atoms.join(''));
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', 'A', 'é', 'k', 's', 'ſ', 'K', '.', '1', 'abc', 'sks', 'ks'))
      .map((parts) => parts.join(''));
    let sieved = 0;
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 5, maxLength: 20 }), (source, texts) => {
        let compiled;
        try {
          compiled = compilePattern(source);
        } catch {
          return;
        }
        const literals = requiredLiterals(source);
        if (!literals) return;
        sieved++;
        for (const one of texts.filter((candidate) => compiled.test(candidate))) {
          const folded = foldCase(one).replaceAll('ſ', 's');
          expect({ source, one, found: literals.some((literal) => folded.includes(literal)) }).toEqual({
            source,
            one,
            found: true,
          });
        }
      }),
      { numRuns: 3_000 },
    );
    expect(sieved).toBeGreaterThan(100);
  });
});
