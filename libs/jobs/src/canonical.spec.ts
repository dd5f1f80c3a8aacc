import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { canonicalJson, jobKey } from './canonical.js';

describe('canonicalJson', () => {
  it('sorts keys at every depth by UTF-16 code unit and writes no white space', () => {
    expect(canonicalJson({ b: [1, { z: null, a: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"a":"x","z":null}]}');
    // RFC 8785, 3.2.3: the order of "\u20ac", "\r", "\ufb33", "1", "\u{1f600}", "\u0080", "\u00f6"
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6'];
    const sorted = JSON.parse(canonicalJson(Object.entries(Object.fromEntries(keys.map((key) => [key, 0]))))) as [
      string,
      number,
    ][];
    expect(sorted).toHaveLength(7);
    const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])));
    expect(Object.keys(JSON.parse(text.replaceAll('"1"', '"one"')) as object)).toEqual([
      '\r',
      'one',
      '\u0080',
      '\u00f6',
      '\u20ac',
      '\u{1f600}',
      '\ufb33',
    ]);
  });

  it('writes numbers as RFC 8785 does', () => {
    // Appendix B of the RFC
    expect(canonicalJson([0, -0, 1e21, 1e-7, 9007199254740992, 333333333.3333332, 1e20])).toBe(
      '[0,0,1e+21,1e-7,9007199254740992,333333333.3333332,100000000000000000000]',
    );
  });

  it('leaves out undefined, writes dates as text and keeps NUL as an escape', () => {
    expect(canonicalJson({ a: undefined, d: new Date(0), n: 'a\0b', list: [undefined] })).toBe(
      '{"d":"1970-01-01T00:00:00.000Z","list":[null],"n":"a\\u0000b"}',
    );
  });

  it('refuses what JSON cannot carry', () => {
    const cycle: { self?: object } = {};
    cycle.self = cycle;
    const shared = {};
    for (const value of [NaN, Infinity, 1n, () => 1, Symbol('x'), { a: [NaN] }, cycle]) {
      expect(() => canonicalJson(value)).toThrow(TypeError);
    }
    expect(canonicalJson([shared, shared])).toBe('[{},{}]');
  });

  it('is the same for equal values and reads back as the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });
});

describe('jobKey', () => {
  const identity = { kind: 'reports.plan', version: 1, input: { years: 2, rate: 0.05 }, userId: 'ada', ledgerVersion: 7 };

  it('is the SHA-256 of the canonical identity', () => {
    const text = '{"input":{"rate":0.05,"years":2},"kind":"reports.plan","ledgerVersion":7,"userId":"ada","version":1}';
    expect(jobKey(identity)).toBe(createHash('sha256').update(text).digest('hex'));
    expect(jobKey({ ...identity, input: { rate: 0.05, years: 2 } })).toBe(jobKey(identity));
  });

  it('differs by kind, version, input, person and ledger', () => {
    const others = [
      { kind: 'reports.other' },
      { version: 2 },
      { input: { years: 3, rate: 0.05 } },
      { userId: 'bob' },
      { ledgerVersion: 8 },
    ];
    const keys = new Set([identity, ...others.map((other) => ({ ...identity, ...other }))].map(jobKey));
    expect(keys.size).toBe(6);
  });
});
