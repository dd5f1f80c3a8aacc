import { randomBytes } from 'node:crypto';
import { hash, parseOptions, verify, type Options } from '@node-rs/argon2';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { normalisePassword } from './password-rules.js';

/** `Algorithm.Argon2id` and `Version.V0x13` of @node-rs/argon2, whose const enums isolated modules cannot read. */
const ARGON2ID = 2;
const VERSION_19 = 1;

/** The OWASP minimum for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1, outputLen: 32 } satisfies Options;

/** Argon2id in PHC format, with the work of a verification done also where there is nothing to verify. */
@Injectable()
export class PasswordHasher implements OnModuleInit {
  private nobody: string;

  async onModuleInit(): Promise<void> {
    this.nobody = await this.hash(randomBytes(32).toString('base64url'));
  }

  hash(password: string): Promise<string> {
    return hash(normalisePassword(password), { ...PARAMETERS, algorithm: ARGON2ID, version: VERSION_19 });
  }

  /**
   * Whether the password belongs to the hash. Without a hash (there is no such user) the password is verified against that
   * of nobody, so that the answer takes as long, and is no.
   */
  async verify(passwordHash: string | undefined, password: string): Promise<boolean> {
    const matches = await verify(passwordHash ?? this.nobody, normalisePassword(password));
    return matches && passwordHash !== undefined;
  }

  /** The hash was made with less work than today's. */
  isWeak(passwordHash: string): boolean {
    const made = parseOptions(passwordHash);
    return (
      (made.algorithm as number) !== ARGON2ID ||
      (made.version as number) !== VERSION_19 ||
      made.memoryCost < PARAMETERS.memoryCost ||
      made.timeCost < PARAMETERS.timeCost ||
      made.outputLen < PARAMETERS.outputLen
    );
  }
}
