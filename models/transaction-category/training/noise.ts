import {
  BANKS, CARD_PREFIXES, COUNTRY_CODES, DEBIT_PREFIXES, FIRM_SUFFIXES, FIRM_WORDS, FIRST_NAMES, MONTHS, PLACES, SURNAMES,
} from './lexicon/surroundings.js';
import type { Random } from './random.js';

/** Turns bare words into lines as banks print them. Every choice is drawn from the given random numbers. */
export class Noise {
  constructor(private readonly random: Random) {}

  private person(): string {
    const { random } = this;
    const first = random.pick(FIRST_NAMES);
    const last = random.pick(SURNAMES);
    return random.pick([`${first} ${last}`, `${first[0]} ${last}`, `${last} ${first[0]}`, first, last, `${random.pick(['mr', 'mrs', 'ms'])} ${first[0]} ${last}`]);
  }

  private firm(): string {
    const { random } = this;
    const words = random.chance(0.4) ? random.pick(SURNAMES) : random.pick(FIRM_WORDS);
    return `${words}${random.chance(0.5) ? ` ${random.pick(FIRM_WORDS)}` : ''} ${random.pick(FIRM_SUFFIXES)}`.trim();
  }

  /** Fills `{name}`, `{company}`, `{city}` … */
  fill(phrase: string): string {
    return phrase.replace(/\{(\w+)\}/g, (_slot, name: string) => {
      switch (name) {
        case 'name': return this.person();
        case 'company': return this.firm();
        case 'city': return this.random.pick(PLACES);
        case 'bank': return this.random.pick(BANKS);
        case 'month': return this.random.pick(MONTHS);
        case 'ref': return this.reference();
        default: return this.firm();
      }
    });
  }

  private reference(): string {
    const { random } = this;
    const letters = () => Array.from({ length: 2 + random.below(3) }, () => String.fromCharCode(97 + random.below(26))).join('');
    return random.pick([
      random.digits(4 + random.below(8)),
      `${letters()}${random.digits(3 + random.below(6))}`,
      `ref ${random.digits(6)}`,
      `inv${random.digits(4)}`,
      `${random.digits(3)}-${random.digits(7)}`,
      `xxxx${random.digits(4)}`,
      `${random.digits(6)}*${random.digits(4)}`,
      `card no. ${random.digits(4)}`,
      `branch: ${random.digits(6)}`,
      `mandate ${letters()}${random.digits(5)}`,
      `iban ${letters().slice(0, 2)}${random.digits(10)}`,
      `trace ${random.digits(6)}`,
      letters(),
    ]);
  }

  private date(): string {
    const { random } = this;
    const day = String(1 + random.below(28)).padStart(2, '0');
    const month = String(1 + random.below(12)).padStart(2, '0');
    const year = 2015 + random.below(12);
    return random.pick([
      `${day} ${random.pick(MONTHS)}`, `${day}${random.pick(MONTHS)}`, `${day}/${month}`, `${day}.${month}.${year}`, `${year}-${month}-${day}`,
      `${month}/${day}`, `${day}/${month}/${String(year).slice(2)}`, `on ${day} ${random.pick(MONTHS)}`, `${random.digits(2)}:${random.digits(2)}`, `* ${day} ${random.pick(MONTHS)}`,
    ]);
  }

  /** A purchase at a merchant. */
  purchase(merchant: string): string {
    const { random } = this;
    const parts: string[] = [];
    if (random.chance(0.45)) parts.push(random.pick(CARD_PREFIXES));
    if (random.chance(0.06)) parts.push(random.chance(0.5) ? this.date() : this.reference());
    // A shop is often named after its owner or its street: those words must not count.
    parts.push(random.chance(0.05) ? `${random.pick(SURNAMES)}${random.pick(["'s", 's', ''])} ${merchant}` : merchant);
    if (random.chance(0.12)) parts.push(random.pick([`#${random.digits(4)}`, random.digits(3), `store ${random.digits(4)}`, `t-${random.digits(4)}`, `00${random.digits(4)}`]));
    if (random.chance(0.06)) parts.push(random.pick(FIRM_SUFFIXES));
    if (random.chance(0.45)) parts.push(random.pick(PLACES));
    if (random.chance(0.12)) parts.push(random.pick(COUNTRY_CODES));
    if (random.chance(0.25)) parts.push(this.date());
    if (random.chance(0.2)) parts.push(this.reference());
    return this.blur(parts.join(' '));
  }

  /** A bill collected or transferred. */
  bill(payee: string): string {
    const { random } = this;
    const parts: string[] = [];
    if (random.chance(0.45)) parts.push(random.pick(DEBIT_PREFIXES));
    parts.push(payee);
    if (random.chance(0.05)) parts.push(random.pick(FIRM_SUFFIXES));
    if (random.chance(0.4)) parts.push(this.reference());
    if (random.chance(0.15)) parts.push(this.date());
    if (random.chance(0.1)) parts.push(this.person());
    return this.blur(parts.join(' '));
  }

  /** A line the bank words itself. */
  statement(phrase: string): string {
    const { random } = this;
    const parts = [phrase];
    if (random.chance(0.04)) parts.unshift(random.pick(BANKS));
    if (random.chance(0.04)) parts.unshift(random.chance(0.5) ? this.date() : this.reference());
    if (random.chance(0.12)) parts.push(random.pick(PLACES));
    if (random.chance(0.25)) parts.push(this.reference());
    if (random.chance(0.2)) parts.push(this.date());
    if (random.chance(0.06)) parts.push(this.person());
    return this.blur(parts.join(' '));
  }

  /** What fields of fixed width and hurried systems do to text: cut, run together, lose letters. */
  private blur(text: string): string {
    const { random } = this;
    if (random.chance(0.08)) text = text.slice(0, 18 + random.below(16));
    if (random.chance(0.04)) text = text.replace(/ /g, '');
    else if (random.chance(0.08)) text = this.oneWord(text, (word) => random.pick([word.replace(/(?<=.)[aeiou]/g, ''), word.slice(0, Math.max(3, word.length - 1 - random.below(4)))]));
    if (random.chance(0.04)) text = this.oneWord(text, (word) => this.typo(word));
    return text;
  }

  private oneWord(text: string, change: (word: string) => string): string {
    const words = text.split(' ');
    const at = this.random.below(words.length);
    if (words[at]!.length > 4) words[at] = change(words[at]!);
    return words.join(' ');
  }

  private typo(word: string): string {
    const at = 1 + this.random.below(word.length - 1);
    return this.random.chance(0.5) ? word.slice(0, at) + word.slice(at + 1) : `${word.slice(0, at)} ${word.slice(at)}`;
  }
}
