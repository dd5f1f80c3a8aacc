/** How bank lines and merchants' names are made comparable: for the names of counterparties as for what the model sees. */

const ASCII = /^[\0-\x7f]*$/;

/** Lower case without accents, in its own script; compatibility forms (ﬁ, ＡＢＣ, ｶﾅ) as ordinary letters: `Café №` → `cafe no`. */
export function plainText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

/** Pairs of a letter and what stands for it. */
const pairs = (text: string): [string, string][] => text.split(' ').map((pair) => [pair[0]!, pair.slice(1)]);

/** Letters that keep no accent to take off, and Cyrillic and Greek as cards print them. */
const LATIN = new Map([
  ...pairs('ßss æae øo œoe łl đd ðd þth ıi ħh ŋn əe'),
  ...pairs(
    'аa бb вv гg ґg дd еe жzh зz иi іi јj кk лl мm нn оo пp рr сs тt уu фf хh цts чch шsh щsht ъ ыy ь эe юyu яya єye љlj њnj ђdj ћc џdz',
  ),
  ...pairs('αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo'),
]);
const NOT_LATIN = /[ßæøœłđðþıħŋəα-ωа-яіјєґљњђћџ]/g;

/** {@link plainText} in Latin letters where the script is Cyrillic or Greek: `Straße` → `strasse`, `Аптека` → `apteka`. */
export function foldText(text: string): string {
  const plain = plainText(text);
  if (ASCII.test(plain)) return plain;
  return plain.replace(/ου/g, 'ou').replace(NOT_LATIN, (letter) => LATIN.get(letter) ?? letter);
}
