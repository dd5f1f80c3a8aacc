/** Collects the values of a statement while its text is put together: `add` answers the placeholder. */
export class SqlValues {
  readonly list: unknown[] = [];

  add(value: unknown, type?: string): string {
    this.list.push(value);
    return type ? `$${this.list.length}::${type}` : `$${this.list.length}`;
  }
}
