import { merchantKey } from '../categorisation/merchant-key.js';

/** How a movement is named by a bank or a person. */
export interface NamedMovement {
  description: string;
  counterparty?: string | null;
}

const WORD = /[\p{L}\p{N}]+/gu;

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .match(WORD) ?? [];

/**
 * Whether two texts may name the same movement. Two files of one bank write it differently (`CARD PURCHASE TESCO STORES 3217`
 * and `Tesco`, or cut off after 32 letters), so at least half of the words of the merchant in one must occur in the other.
 * A text without any word says nothing against it.
 */
export function similarTexts(left: NamedMovement, right: NamedMovement): boolean {
  if (left.description.toLowerCase() === right.description.toLowerCase()) return true;
  const [a, b] = [merchantsOf(left), merchantsOf(right)];
  if (!a.length || !b.length) return true;
  const [allOfA, allOfB] = [everyWord(left), everyWord(right)];
  return a.some((words) => mostlyIn(words, allOfB)) || b.some((words) => mostlyIn(words, allOfA));
}

/** The merchant's words by each text that has some. */
function merchantsOf({ description, counterparty }: NamedMovement): string[][] {
  return [counterparty ?? '', description]
    .map((text) => wordsOf(merchantKey(text)).filter((word) => word.length > 2 && /\p{L}/u.test(word)))
    .filter((words) => words.length);
}

function everyWord({ description, counterparty }: NamedMovement): string[] {
  return wordsOf(`${counterparty ?? ''} ${description}`);
}

function mostlyIn(words: string[], text: string[]): boolean {
  const found = words.filter((word) => text.some((other) => other === word || cutOff(word, other) || cutOff(other, word)));
  return found.length * 2 >= words.length;
}

const cutOff = (part: string, whole: string): boolean => part.length >= 4 && whole.startsWith(part);
