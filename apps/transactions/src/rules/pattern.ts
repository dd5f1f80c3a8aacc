import { RE2JS, RE2JSException } from 're2js';

/** Characters of a pattern's text. */
export const MAX_PATTERN = 500;
/** Instructions of a compiled pattern: its time a character grows with them. `a{1000}` has 1,002. */
const MAX_PROGRAM = 2_000;
/** A short run of letters occurs nearly everywhere; looking for it first would save nothing. */
const MIN_LITERAL = 3;

export class PatternError extends Error {}

/** A regular expression of a person's, matched in time linear in the text's length. Capitals do not matter. */
export interface Pattern {
  test(text: string): boolean;
}

/**
 * Patterns are in RE2's syntax: no look-around and no backreferences, for these cannot be matched in linear time, and one
 * person's pattern must not stop the server for all.
 * @throws PatternError with a sentence for the person
 */
export function compilePattern(text: string): Pattern {
  if (text.length > MAX_PATTERN) throw new PatternError(`The pattern is longer than ${MAX_PATTERN} characters`);
  try {
    const compiled = RE2JS.compile(text, RE2JS.CASE_INSENSITIVE);
    if (compiled.programSize() > MAX_PROGRAM) throw new PatternError('The pattern repeats too much; shorten its repetitions');
    return compiled;
  } catch (error) {
    if (error instanceof PatternError) throw error;
    if (error instanceof RE2JSException) throw new PatternError(explain(text, error.message));
    throw error;
  }
}

function explain(text: string, problem: string): string {
  if (/\(\?(<?[=!]|>)/.test(text)) return 'Look-around such as (?=…) or (?<!…) is not possible here';
  if (/\\[1-9]/.test(text)) return 'A backreference such as \\1 is not possible here';
  const what = problem.replace(/^error parsing regexp: /, '').replaceAll('`(?i)', '`');
  return `This is not a regular expression: ${what}`;
}

/**
 * Texts, in lower case and ASCII only, of which every text that the pattern matches contains at least one: a cheap first sieve.
 * Undefined where the pattern needs no such text, or is more than this simple reading understands.
 */
export function requiredLiterals(pattern: string): string[] | undefined {
  const branches = readBranches(pattern);
  const literals = branches?.map((runs) => runs.reduce((longest, run) => (run.length > longest.length ? run : longest), ''));
  return literals?.every((literal) => literal.length >= MIN_LITERAL) ? literals : undefined;
}

/** For each branch of the outermost alternation, the runs of plain characters outside of any group. */
function readBranches(pattern: string): string[][] | undefined {
  const branches: string[][] = [];
  let runs: string[] = [];
  let run = '';
  const endRun = () => {
    runs.push(run);
    run = '';
  };
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!;
    if (char === '|') {
      endRun();
      branches.push(runs);
      runs = [];
    } else if ('?*{'.includes(char)) {
      // What stands before it may be missing. Braces that mean themselves only cost the sieve some sharpness.
      run = run.slice(0, -1);
      endRun();
      if (char === '{') i = Math.max(i, pattern.indexOf('}', i));
    } else if ('+.^$'.includes(char)) {
      endRun();
    } else if (char === '[' || char === '(') {
      endRun();
      const end = char === '[' ? endOfClass(pattern, i) : endOfGroup(pattern, i);
      if (end === undefined) return undefined;
      i = end;
    } else if (char === '\\') {
      const escaped = pattern[++i] ?? '';
      // Letters and digits mean classes, assertions, code points or quotations.
      if (/[\w]/.test(escaped) || escaped > '~') {
        if (!'dDsSwWbB'.includes(escaped)) return undefined;
        endRun();
      } else {
        run += escaped;
      }
    } else if (char > '~') {
      endRun();
    } else {
      run += char.toLowerCase();
    }
  }
  endRun();
  return [...branches, runs];
}

function endOfClass(pattern: string, start: number): number | undefined {
  let i = start + 1;
  if (pattern[i] === '^') i++;
  if (pattern[i] === ']') i++;
  for (; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern.startsWith('[:', i)) {
      const end = pattern.indexOf(':]', i);
      if (end > 0) i = end + 1;
    } else if (pattern[i] === ']') return i;
  }
  return undefined;
}

function endOfGroup(pattern: string, start: number): number | undefined {
  // `(?i)` and its like change what follows.
  if (/^\(\?[a-zA-Z-]*\)/.test(pattern.slice(start))) return undefined;
  let depth = 0;
  for (let i = start; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === '\\') {
      if (pattern[i + 1] === 'Q') return undefined;
      i++;
    } else if (char === '[') {
      const end = endOfClass(pattern, i);
      if (end === undefined) return undefined;
      i = end;
    } else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return i;
  }
  return undefined;
}
