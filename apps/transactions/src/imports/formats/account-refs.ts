import { beginningOf } from './row-text.js';

/** Longest reference of an account that is kept. */
const MAX_REF = 200;

/** Names the accounts of a file, each by its number, and by more where two have the same. */
export class AccountRefs {
  private readonly byIdentity = new Map<string, string>();
  private readonly taken = new Set<string>();

  /** The reference for what `identity` tells apart: its `number`, with `detail` or a count where that is taken. */
  of(identity: string, number: string, detail?: string): string {
    const known = this.byIdentity.get(identity);
    if (known !== undefined) return known;
    const base = beginningOf(number, MAX_REF);
    let ref = base;
    if (this.taken.has(ref) && detail) ref = `${base} ${detail}`;
    for (let n = 2; this.taken.has(ref); n++) ref = `${base} (${n})`;
    this.byIdentity.set(identity, ref);
    this.taken.add(ref);
    return ref;
  }
}
