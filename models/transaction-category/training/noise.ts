import { composeBusiness, composeStranger } from './businesses.js';
import { STREET_WORDS } from './lexicon/business-names.js';
import { FIRM_SUFFIXES, FIRM_WORDS, MONTHS } from './lexicon/surroundings.js';
import type { Locality } from './localities.js';
import type { Random } from './random.js';

/** The beginning of one word and the end of another: `mannheim` and `hamburg` make `mannburg`. */
function crossed(first: string, second: string, random: Random): string {
  const head = first.slice(0, Math.max(2, Math.ceil(first.length / 2) - random.below(2)));
  return head + second.slice(Math.floor(second.length / 2));
}

/** Turns bare words into lines as banks of one country print them. Every choice is drawn from the given random numbers. */
export class Noise {
  constructor(private readonly random: Random) {}

  private person({ firstNames, surnames }: Locality): string {
    const { random } = this;
    const first = random.pick(firstNames);
    const last = random.pick(surnames);
    return random.pick([`${first} ${last}`, `${first} ${last}`, `${first[0]} ${last}`, `${last} ${first[0]}`, `${last} ${first}`, first, last, `${random.pick(['mr', 'mrs', 'ms'])} ${first[0]} ${last}`]);
  }

  private firm({ surnames }: Locality): string {
    const { random } = this;
    const words = random.chance(0.4) ? random.pick(surnames) : random.pick(FIRM_WORDS);
    return `${words}${random.chance(0.5) ? ` ${random.pick(FIRM_WORDS)}` : ''} ${random.pick(FIRM_SUFFIXES)}`.trim();
  }

  /** Fills `{name}`, `{company}`, `{city}` … */
  fill(phrase: string, at: Locality): string {
    if (!phrase.includes('{')) return phrase;
    return phrase.replace(/\{(\w+)\}/g, (_slot, name: string) => {
      switch (name) {
        case 'name': return this.person(at);
        case 'company': return this.firm(at);
        case 'city': return this.place(at);
        case 'bank': return this.random.pick(at.banks);
        case 'month': return this.random.pick(MONTHS);
        case 'ref': return this.reference();
        case 'date': return this.date();
        default: return this.firm(at);
      }
    });
  }

  /** A place of the country; often one that sounds like its others but is in no list. */
  private place({ places }: Locality): string {
    const { random } = this;
    const place = random.pick(places);
    return random.chance(0.35) ? crossed(place, random.pick(places), random) : place;
  }

  private reference(): string {
    const { random } = this;
    const letters = () => Array.from({ length: 2 + random.below(3) }, () => String.fromCharCode(97 + random.below(26))).join('');
    return random.pick([
      random.digits(4 + random.below(8)),
      random.digits(4 + random.below(8)),
      `${letters()}${random.digits(3 + random.below(6))}`,
      `${random.digits(2)}${letters()}${random.digits(2)}${letters()}`,
      `ref ${random.digits(6)}`,
      `inv${random.digits(4)}`,
      `${random.digits(3)}-${random.digits(7)}`,
      `xxxx${random.digits(4)}`,
      `${random.digits(6)}*${random.digits(4)}`,
      `card no. ${random.digits(4)}`,
      `card ${random.digits(4)}`,
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

  /** A purchase at an independent shop that is named after its trade. */
  business(trade: string, at: Locality): string {
    return this.purchase(composeBusiness(trade, at, this.random), at);
  }

  /** A purchase at a shop whose name does not tell what it sells. */
  stranger(at: Locality): string {
    return this.purchase(composeStranger(at, this.random), at);
  }

  /** A purchase at a merchant. */
  purchase(merchant: string, at: Locality): string {
    const { random } = this;
    const before: string[] = [];
    if (random.chance(0.45)) before.push(this.fill(random.pick(at.cardPrefixes), at));
    if (random.chance(0.08)) before.push(random.chance(0.5) ? this.date() : this.reference());
    const parts: string[] = [];
    // A shop is often named after its owner or its street: those words must not count.
    parts.push(random.chance(0.05) ? `${random.pick(at.surnames)}${random.pick(["'s", 's', ''])} ${merchant}` : random.chance(0.05) ? this.onTheWeb(merchant, at) : merchant);
    if (random.chance(0.12)) parts.push(random.pick([`#${random.digits(4)}`, random.digits(3), `store ${random.digits(4)}`, `t-${random.digits(4)}`, `00${random.digits(4)}`]));
    if (random.chance(0.06)) parts.push(random.pick(FIRM_SUFFIXES));
    if (random.chance(0.06)) parts.push(this.address(at));
    if (random.chance(0.45)) parts.push(this.place(at));
    // Fields of fixed width cut the name and the place, not what stands before them.
    const name = this.blur(random.chance(0.1) ? parts.join(' ').slice(0, 16 + random.below(12)) : parts.join(' '));
    const after: string[] = [];
    if (random.chance(0.05)) after.push(this.contact(merchant, at));
    if (random.chance(0.15)) after.push(random.pick(at.countryCodes));
    if (at.suffixes.length > 0 && random.chance(0.25)) after.push(this.fill(random.pick(at.suffixes), at));
    else if (random.chance(0.25)) after.push(this.date());
    if (random.chance(0.2)) after.push(this.reference());
    return [...before, name, ...after].join(' ');
  }

  /** `1701 kennedy blvd`, `strasse berlin 12` */
  private address({ surnames, places }: Locality): string {
    const { random } = this;
    const street = random.chance(0.5) ? random.pick(surnames) : random.pick(places);
    const number = random.digits(1 + random.below(4));
    return random.pick([`${number} ${street} ${random.pick(STREET_WORDS)}`, `${random.pick(STREET_WORDS)} ${street} ${number}`, `${street} ${random.pick(STREET_WORDS)}`]);
  }

  /** Telephone or web page that card schemes want where nobody stood in a shop. */
  private contact(merchant: string, at: Locality): string {
    const { random } = this;
    if (random.chance(0.5)) return random.pick([`8${random.digits(2)}-${random.digits(3)}-${random.digits(4)}`, random.digits(10), `+${random.digits(11)}`]);
    const site = this.onTheWeb(merchant, at);
    return random.pick([site, `help.${site}`, `https://${site}`]);
  }

  private onTheWeb(merchant: string, { domain }: Locality): string {
    const site = `${merchant.replace(/[\s']+/g, '')}.${this.random.chance(0.5) ? domain : 'com'}`;
    return this.random.chance(0.4) ? `www.${site}` : site;
  }

  /** A bill collected or transferred. */
  bill(payee: string, at: Locality): string {
    const { random } = this;
    const parts: string[] = [];
    if (random.chance(0.45)) parts.push(this.fill(random.pick(at.debitPrefixes), at));
    parts.push(payee);
    if (random.chance(0.05)) parts.push(random.pick(FIRM_SUFFIXES));
    if (random.chance(0.4)) parts.push(this.reference());
    if (random.chance(0.15)) parts.push(this.date());
    if (random.chance(0.1)) parts.push(this.person(at));
    if (at.suffixes.length > 0 && random.chance(0.05)) parts.push(this.fill(random.pick(at.suffixes), at));
    return this.blur(parts.join(' '));
  }

  /** The same paid by a transfer that says what it is for, or received by one. */
  transfer(purpose: string, incoming: boolean, at: Locality): string {
    const { random } = this;
    const opening = this.fill(random.pick(incoming ? at.transfersIn : at.transfersOut), at);
    const parts = [opening];
    if (random.chance(0.2)) parts.push(random.chance(0.5) ? this.firm(at) : this.person(at));
    if (random.chance(0.25)) parts.push(this.reference());
    parts.push(purpose);
    if (random.chance(0.3)) parts.push(this.reference());
    if (random.chance(0.15)) parts.push(this.date());
    return this.blur(parts.join(' '));
  }

  /** A line the bank words itself. */
  statement(phrase: string, at: Locality): string {
    const { random } = this;
    const parts = [phrase];
    if (random.chance(0.04)) parts.unshift(random.pick(at.banks));
    if (random.chance(0.04)) parts.unshift(random.chance(0.5) ? this.date() : this.reference());
    if (random.chance(0.12)) parts.push(this.place(at));
    if (random.chance(0.25)) parts.push(this.reference());
    if (random.chance(0.2)) parts.push(this.date());
    if (random.chance(0.06)) parts.push(this.person(at));
    return this.blur(parts.join(' '));
  }

  /** What a user's own line may look like next time: the numbers change, the words stay. */
  retell(description: string): string {
    const { random } = this;
    if (random.chance(0.5)) return description;
    const renumbered = description.replace(/\d/g, () => String(random.below(10)));
    return random.chance(0.3) ? this.blur(renumbered) : renumbered;
  }

  /** What hurried systems do to text: cut, run together, lose letters, write umlauts out. */
  private blur(text: string): string {
    const { random } = this;
    if (random.chance(0.5) && /[äöüøå]/.test(text)) {
      text = text.replace(/[äöüøå]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' })[letter]!);
    }
    if (random.chance(0.03)) text = text.slice(0, 18 + random.below(16));
    if (random.chance(0.03)) text = text.replace(/ /g, '');
    else if (random.chance(0.06)) text = text.replace(' ', '');
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
