import type { EntityManager } from 'typeorm';
import { DETAILED_CATEGORIES, PRIMARY_CATEGORIES, primaryOf } from '#contracts/categories';
import type { Decision } from '../categorisation/decision.js';
import type { StatementRow } from './formats/index.js';

/** One part of a divided transaction, as it is written. */
export interface RowPart {
  amountMinor: number;
  categoryId: string | null;
  notes: string | null;
}

/**
 * Categories by the names that files give them.
 *
 * A name counts when it is that of one of the user's own categories or of the taxonomy, and of one only. It then decides as a
 * rule does: someone, the bank or an earlier program's user, has said so, but not this user in Steward, whose rules and
 * corrections come first; the model comes after.
 */
export class FileCategories {
  private constructor(private readonly byName: ReadonlyMap<string, string | undefined>) {}

  static async load(manager: EntityManager, userId: string): Promise<FileCategories> {
    const own: { id: string; name: string; parentId: string | null }[] = await manager.query(
      'select id, name, parent_id as "parentId" from transactions.category where user_id = $1',
      [userId],
    );
    return new FileCategories(new Map([...taxonomyNames(), ...ownNames(own)]));
  }

  /** By its name, or by its path: `Food:Groceries` is found as such, else as `Groceries`. */
  of(name: string | undefined): string | undefined {
    if (!name) return undefined;
    const path = name.split(/[:>›]/);
    return this.byName.get(plain(name)) ?? this.byName.get(plain(path.at(-1)!)) ?? undefined;
  }

  /** The decision, with the file's word in it. A file that names only what the model's guess belongs to leaves the guess. */
  refine(decision: Decision, row: StatementRow): Decision {
    if (decision.source !== 'model' && decision.source !== 'none') return decision;
    const categoryId = this.of(row.category);
    if (categoryId === undefined) return decision;
    if (decision.categoryId !== undefined && primaryOf(decision.categoryId) === categoryId) return decision;
    return { ...decision, categoryId, source: 'rule', confidence: 1 };
  }

  /** The parts into which the file divides a row; undefined for a whole one. A category nobody knows is kept as a note. */
  partsOf({ splits, amountMinor }: StatementRow): RowPart[] | undefined {
    if (!splits || splits.length < 2 || !addsUp(splits, amountMinor)) return undefined;
    return splits.map(({ amountMinor: part, category, notes }) => {
      const categoryId = this.of(category) ?? null;
      const words = [categoryId === null ? category : undefined, notes].filter(Boolean).join(' · ');
      return { amountMinor: part, categoryId, notes: words || null };
    });
  }
}

export function addsUp(splits: readonly { amountMinor: number }[], amountMinor: number): boolean {
  return splits.reduce((sum, part) => sum + part.amountMinor, 0) === amountMinor;
}

/** Without marks, signs and the word "and": `Food & Drink` is `food drink`. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\band\b/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Undefined for a name that means several. */
function uniqueNames(named: Iterable<[string, string]>): Map<string, string | undefined> {
  const names = new Map<string, string | undefined>();
  for (const [name, id] of named) {
    const key = plain(name);
    names.set(key, names.has(key) && names.get(key) !== id ? undefined : id);
  }
  return names;
}

function taxonomyNames(): Map<string, string | undefined> {
  const names = uniqueNames([
    ...DETAILED_CATEGORIES.map(({ id, label }): [string, string] => [label, id]),
    ...DETAILED_CATEGORIES.map(({ id }): [string, string] => [id, id]),
  ]);
  // A primary category is meant by its name, whatever below it has the same one.
  for (const { id, label } of PRIMARY_CATEGORIES) names.set(plain(label), id).set(plain(id), id);
  return names;
}

function ownNames(own: readonly { id: string; name: string; parentId: string | null }[]): Map<string, string | undefined> {
  const labels = new Map<string, string>([
    ...[...PRIMARY_CATEGORIES, ...DETAILED_CATEGORIES].map(({ id, label }): [string, string] => [id, label]),
    ...own.map(({ id, name }): [string, string] => [id, name]),
  ]);
  return uniqueNames([
    ...own.map(({ id, name }): [string, string] => [name, id]),
    ...own.flatMap(({ id, name, parentId }): [string, string][] =>
      parentId ? [[`${labels.get(parentId) ?? parentId} ${name}`, id]] : [],
    ),
  ]);
}
