import { hash } from '@node-rs/argon2';
import { PasswordHasher } from './password-hasher.js';

describe('PasswordHasher', () => {
  let hasher: PasswordHasher;

  beforeAll(async () => {
    hasher = new PasswordHasher();
    await hasher.onModuleInit();
  });

  it('writes argon2id with 19 MiB, two passes and one lane, salted', async () => {
    const first = await hasher.hash('correct horse');
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hasher.hash('correct horse')).not.toBe(first);
    expect(hasher.isWeak(first)).toBe(false);
  });

  it('accepts the right password only, in either spelling', async () => {
    const made = await hasher.hash('caf\u00e9 de flore');
    expect(await hasher.verify(made, 'cafe\u0301 de flore')).toBe(true);
    expect(await hasher.verify(made, 'cafe de flore')).toBe(false);
  });

  it('says no for nobody, whatever the password', async () => {
    expect(await hasher.verify(undefined, '')).toBe(false);
    expect(await hasher.verify(undefined, 'correct horse')).toBe(false);
  });

  it.each([
    ['less memory', { memoryCost: 19_455, timeCost: 2, parallelism: 1 }, true],
    ['fewer passes', { memoryCost: 65_536, timeCost: 1, parallelism: 1 }, true],
    ['argon2i', { memoryCost: 19_456, timeCost: 2, parallelism: 1, algorithm: 1 }, true],
    ['a shorter output', { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 16 }, true],
    ['more memory', { memoryCost: 32_768, timeCost: 3, parallelism: 2 }, false],
  ])('finds %s weak: %#', async (_what, options, weak) => {
    expect(hasher.isWeak(await hash('x', options))).toBe(weak);
  });
});
