import { COMMON_PASSWORDS } from './common-passwords.js';
import { normalisePassword, passwordProblem } from './password-rules.js';

const EMAIL = 'ada.lovelace@example.com';
const problem = (password: string) => passwordProblem(password, EMAIL);

describe('passwordProblem', () => {
  it('knows more than ten thousand common passwords, in any case', () => {
    expect(COMMON_PASSWORDS.size).toBeGreaterThan(10_000);
    for (const password of ['password', 'Password123', '12345678', 'QWERTYUIOP', 'iloveyou', 'sunshine1']) {
      expect(problem(password)).toMatch(/most common/);
    }
  });

  it('sees through full-width letters', () => {
    expect(problem('ｐａｓｓｗｏｒｄ')).toMatch(/most common/);
  });

  it('counts characters after normalisation, from 8 to 128', () => {
    expect(problem('xk7-vq2')).toMatch(/at least 8/);
    expect(problem('xk7-vq2w')).toBeUndefined();
    expect(problem('🦊🐻🐼🐨🐯🦁🐮')).toMatch(/at least 8/);
    expect(problem('🦊🐻🐼🐨🐯🦁🐮🐷')).toBeUndefined();
    expect(problem('xy'.repeat(64))).toBeUndefined();
    expect(problem(`${'xy'.repeat(64)}z`)).toMatch(/at most 128/);
    // One character that NFKC writes as 18.
    expect(problem('ﷺ'.repeat(8))).toMatch(/at most 128/);
    // Eight code points that are four characters: letter and accent.
    expect(problem('e\u0301a\u0301o\u0301i\u0301')).toMatch(/at least 8/);
  });

  it('asks for no kinds of characters', () => {
    expect(problem('correct horse battery staple')).toBeUndefined();
    expect(problem('zzkkppwwvvbb')).toBeUndefined();
  });

  it('refuses the e-mail address and what stands before its @', () => {
    expect(problem('Ada.Lovelace@Example.com')).toMatch(/e-mail/);
    expect(problem('ada.lovelace')).toMatch(/e-mail/);
    expect(problem('ada.lovelace.1815')).toBeUndefined();
  });
});

describe('normalisePassword', () => {
  it('gives both spellings of an accent the same form', () => {
    expect(normalisePassword('cafe\u0301')).toBe('caf\u00e9');
    expect(normalisePassword('１２３')).toBe('123');
  });
});
