import { findCurrency } from '#money';

import type { StatementAccount } from './statement.js';

export type JsonObject = Record<string, unknown>;

const KINDS = new Set<StatementAccount['kind']>(['checking', 'savings', 'credit-card', 'loan', 'investment', 'cash']);

/** The accounts and categories of a file of JSON lines by their ids, which mean something in that file only. */
export class JsonlAccounts {
  private readonly refs = new Map<string, string>();
  private readonly taken = new Set<string>();
  private readonly categories = new Map<string, { name: string; parentId?: string }>();

  /** The account of an `account` line; undefined for one without an id or a name. */
  addAccount(record: JsonObject): StatementAccount | undefined {
    const { id, name, bankRef, type, currency } = record;
    if (typeof id !== 'string' || typeof name !== 'string' || !name.trim()) return undefined;
    const wanted = typeof bankRef === 'string' && bankRef.trim() ? bankRef.trim() : name.trim();
    // Two accounts of one name are told apart by their ids.
    const ref = (this.taken.has(wanted) ? `${wanted} (${id})` : wanted).slice(0, 200);
    this.taken.add(ref);
    this.refs.set(id, ref);
    const kind = KINDS.has(type as StatementAccount['kind']) ? (type as StatementAccount['kind']) : undefined;
    const code = typeof currency === 'string' ? findCurrency(currency)?.code : undefined;
    return { ref, name: name.trim(), ...(code ? { currency: code } : {}), ...(kind ? { kind } : {}) };
  }

  /** What the rows of an account are called; the id itself for one that no line describes. */
  refOf(accountId: unknown): string | undefined {
    if (typeof accountId !== 'string' || !accountId) return undefined;
    return this.refs.get(accountId) ?? accountId.slice(0, 200);
  }

  addCategory({ id, name, parentId }: JsonObject): void {
    if (typeof id !== 'string' || typeof name !== 'string') return;
    this.categories.set(id, { name, ...(typeof parentId === 'string' ? { parentId } : {}) });
  }

  /** A record's category in words: `category` as it stands, or what `categoryId` names, by its path where it is one's own. */
  categoryOf({ category, categoryId }: JsonObject): string | undefined {
    if (typeof category === 'string' && category.trim()) return category.trim().slice(0, 255);
    if (typeof categoryId !== 'string' || !categoryId) return undefined;
    const own = this.categories.get(categoryId);
    if (!own) return categoryId.slice(0, 255);
    const parent = own.parentId === undefined ? undefined : (this.categories.get(own.parentId)?.name ?? own.parentId);
    return (parent === undefined ? own.name : `${parent}:${own.name}`).slice(0, 255);
  }
}
