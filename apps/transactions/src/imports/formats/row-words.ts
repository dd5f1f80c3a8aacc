/** Words by which a row says that money left, came in, is still pending, or never moved. Languages as in csv-names.ts. */
const OUT = words(`debit dr d db debet debito soll s af uit out withdrawal belastung lastschrift sortie salida uscita dare expense
  wyplata obciazenie - cargo debe ausgabe ausgang sent spend saida vydaj debetowa wn addebito otto ud ut uttag payment purchase`);
const IN =
  words(`credit cr c k kredit credito haben h bij in deposit gutschrift + entree ingreso entrata avere income uznanie crebit abono
  haber einnahme eingang received receive entrada prijem kreditowa ma accredito pano ind inn insattning refund`);
const PENDING =
  words(`pending vorgemerkt authorised authorized authorisation authorization outstanding processing reserved reserverat reserveret reservert
  oczekujaca oczekujaca pendiente ausstehend offen attente gereserveerd inattesa varaus blokace unposted uncleared temporary`);
const NOT_DONE =
  words(`declined failed reverted cancelled canceled rejected storniert abgelehnt refuse refusee annule annulee rechazado rechazada cancelado
  cancelada rifiutato annullato geweigerd odrzucona anulowana zamitnuto zruseno avvist avvisad expired voided void blocked`);

/** -1 where `text` says debit, 1 where it says credit, else undefined. */
export function directionOf(text: string): -1 | 1 | undefined {
  const word = plain(text);
  return OUT.has(word) ? -1 : IN.has(word) ? 1 : undefined;
}

/** What a status column says. Words that are not known mean booked. */
export function statusOf(text: string): 'booked' | 'pending' | 'not-carried-out' {
  const word = plain(text);
  if (word === '') return 'booked';
  const first = word.split(' ', 1)[0] as string;
  if (PENDING.has(first) || PENDING.has(word)) return 'pending';
  return NOT_DONE.has(first) || NOT_DONE.has(word) ? 'not-carried-out' : 'booked';
}

function plain(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '+' || trimmed === '-') return trimmed;
  return trimmed
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
}

function words(list: string): Set<string> {
  return new Set(list.split(/\s+/));
}
