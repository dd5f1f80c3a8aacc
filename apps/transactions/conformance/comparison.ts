/** What came of comparing one file's reading with one expectation. */
export class Comparison {
  /** What was compared: dates, amounts, currency … */
  readonly compared = new Set<string>();
  /** Differences, for a person. */
  readonly wrong: string[] = [];
  /** Differences that are the expectation's, each with the rule that says so. */
  readonly allowed = new Set<string>();

  /** Takes note of a value, and of a difference where it is not the expected one. */
  same(what: string, where: string, found: string | number | undefined, expected: string | number | undefined): void {
    this.compared.add(what);
    if (found !== expected) this.wrong.push(`${where}: ${what} ${show(found)} instead of ${show(expected)}`);
  }

  fail(what: string, message: string): void {
    this.compared.add(what);
    this.wrong.push(message);
  }

  allow(reason: string): void {
    this.allowed.add(reason);
  }
}

function show(value: string | number | undefined): string {
  return value === undefined ? 'nothing' : `"${String(value).slice(0, 60)}"`;
}
