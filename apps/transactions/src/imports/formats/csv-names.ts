import type { ColumnRole } from './csv-mapping.js';

/**
 * Names of columns in the exports of banks, by role, as {@link normaliseName} leaves them:
 * en, de, fr, es, it, nl, pt, pl, sv, da, no, fi, cs. The first names of a list are the
 * surest. A name may stand for several roles (`valuta` is a date or a currency); what the
 * column holds then decides.
 */
const NAMES: Partial<Record<ColumnRole, string>> = {
  bookedOn: `
    booking date|posted date|posting date|post date|date posted|booked date|booked|date booked|accounting date|entry date|completed date|date completed|settled date|settlement date|clearing date
    buchungstag|buchungsdatum|buchung|gebucht am|belegdatum
    date de comptabilisation|date comptable|date comptabilisation|date operation|date d operation|date de l operation|date de comptabilite
    fecha contable|fecha operacion|fecha de operacion|f contable|f operacion|fecha de contabilizacion
    data contabile|data registrazione|data operazione
    boekdatum|boekingsdatum|datum boeking
    data do movimento|data mov|data movimento|data lancamento|data de lancamento|data do lancamento
    data ksiegowania|data operacji|data zaksiegowania
    bokforingsdag|bokforingsdatum|bokforingsdato|bokfort|bogforingsdato|bokfort dato|bokfoeringsdag
    kirjauspaiva|kirjauspvm
    datum zauctovani|zauctovano|datum provedeni|datum splatnosti`,
  valueOn: `
    value date|transaction date|trans date|purchase date|date of transaction|started date|effective date|date of purchase|transactiondate
    wertstellung|valutadatum|valuta|wertstellungsdatum|wert|kaufdatum|umsatzdatum
    date de valeur|date valeur|date de transaction|date d achat|date d evaluation
    fecha valor|fecha de valor|f valor
    data valuta
    valutadatum|rentedatum|rentedat|transactiedatum
    data valor|data de valor
    data waluty|data transakcji
    valutadag|valutadato|rentedato|transaktionsdag|transaktionsdatum|transaktionsdato|rantedato|kopsdatum
    arvopaiva|maksupaiva
    datum valuty|valuta|datum transakce`,
  description: `
    description|original description|transaction description|details|transaction details|narrative|memo|payment reference|statement description|particulars|narration|transaction|desc|text|name|extended details|transaction text|concept
    verwendungszweck|buchungstext|beschreibung|umsatztext|buchungsinformation|text|vorgang verwendungszweck|bezeichnung|zahlungsgrund|buchungsdetails
    libelle|description|libelle operation|libelle de l operation|libelle simplifie|motif|intitule|details|nature de l operation|texte comptable
    concepto|descripcion|detalle|movimiento|concepto movimiento|mas datos
    descrizione|causale|descrizione operazione|descrizione estesa|operazione|dettagli
    omschrijving|mededelingen|mededeling|beschrijving
    descricao|historico|descritivo|lancamento|descricao do movimento
    opis|opis operacji|tytul|opis transakcji|tytul operacji|szczegoly transakcji|tytulem
    beskrivning|beskrivelse|tekst|text|transaktion|specifikation|forklaring|meddelande|rubrik
    selite|viesti|kuvaus|tapahtuma
    popis|zprava pro prijemce|poznamka|popis transakce|ucel platby|zprava|popis operace`,
  counterparty: `
    payee|counterparty|merchant|merchant name|partner name|counterparty name|counter party|beneficiary|recipient|other party|payee name|partner|to from|beneficiary name|party name|store name|sender recipient
    empfanger|beguenstigter zahlungspflichtiger|begunstigter zahlungspflichtiger|auftraggeber empfanger|auftraggeber begunstigter|name zahlungsbeteiligter|zahlungsempfanger|empfangername|zahlungsempfanger in|name|zahlungspflichtige r|zahlungspflichtiger|zahlungsbeteiligter|gegenpartei|auftraggeber|handler
    beneficiaire|nom de la contrepartie|tiers|contrepartie|nom du tiers|commercant
    beneficiario|beneficiario ordenante|comercio|contraparte|ordenante
    beneficiario|controparte|esercente|nome controparte|ordinante beneficiario
    naam tegenpartij|naam|naam omschrijving|tegenpartij|begunstigde|naam tegenrekening
    beneficiario|destinatario|estabelecimento|favorecido
    nadawca odbiorca|kontrahent|odbiorca|nazwa kontrahenta|dane kontrahenta|nadawca|nazwa odbiorcy
    mottagare|avsandare|modtager|mottaker|motpart|afsender|butik
    saaja|saaja maksaja|maksaja|saajan nimi|vastapuoli
    protistrana|nazev protiuctu|nazev protistrany|prijemce|obchodnik|nazev protiuctu protistrany|jmeno protistrany`,
  amount: `
    amount|transaction amount|net amount|netamount|amt|sum|value|amount in account currency|net|gross|payment amount|local amount|billing amount|booked amount|amount signed
    betrag|umsatz|buchungsbetrag|soll haben betrag|summe|umsatzbetrag
    montant|montant de l operation|montant net|somme
    importe|cantidad|monto|importe movimiento|importe de la operacion
    importo|ammontare|importo operazione
    bedrag|bedrag in|transactiebedrag|mutatiebedrag
    valor|montante|quantia|importancia|valor do movimento
    kwota|kwota operacji|kwota transakcji|kwota w walucie rachunku|kwota ksiegowania
    belopp|belob|bel|belop|summa|transaktionsbelopp
    maara|summa
    castka|objem|castka v mene uctu|zauctovana castka|suma`,
  debit: `
    debit|debits|debit amount|withdrawal|withdrawals|withdrawal amount|money out|paid out|out|amount debit|debit amt|withdrawal amt|spent|payments|expense|expenses|outflow|charges
    soll|belastung|ausgabe|ausgang|lastschrift|ausgaben|belastungen|belastung in
    debit|depense|sortie|retrait|montant debit|debit euros|depenses
    cargo|debe|debito|gasto|cargos|retiro|retiros|egreso|salidas
    dare|addebito|uscite|uscita|addebiti
    af|debet|uit|uitgaven|bedrag af|afschrijving
    debito|saida|debitos|saidas|despesa
    obciazenia|obciazenie|wyplata|wydatki|kwota obciazenia|wyplaty
    ut|uttag|debet|ud|ut av konto|ut fra konto|ut belop|haevet|udbetaling
    debet|otto|panot otot
    vydaje|vydej|odepsano|vyber|na vrub`,
  credit: `
    credit|credits|credit amount|deposit|deposits|deposit amount|money in|paid in|in|amount credit|credit amt|deposit amt|received|income|inflow
    haben|gutschrift|einnahme|eingang|einnahmen|gutschriften|gutschrift in
    credit|recette|entree|versement|montant credit|credit euros|recettes
    abono|haber|credito|ingreso|abonos|deposito|depositos|entradas
    avere|accredito|entrate|entrata|accrediti
    bij|credit|in|inkomsten|bedrag bij|bijschrijving
    credito|entrada|creditos|entradas|receita
    uznania|uznanie|wplata|wplywy|kwota uznania|wplaty
    insattning|insattningar|kredit|ind|inn pa konto|inn til konto|inn|inn belop|indbetaling|indsat
    kredit|pano|panot
    prijmy|prijem|pripsano|vklad|ve prospech`,
  direction: `
    transaction type|type|debit credit|credit debit|credit debit indicator|dr cr|cr dr|d c|direction|debit or credit|crdr|indicator|sign
    soll haben|s h|sh|soll haben kennzeichen|umsatzart
    sens|debit credit|type
    debe haber|tipo|cargo abono
    dare avere|segno|tipo
    af bij|debet credit|bij af|code af bij|credit debet
    debito credito|natureza|tipo
    typ operacji|strona|typ
    debet kredit|typ
    tyyppi
    typ|smer|typ pohybu`,
  currency: `
    currency|currency code|ccy|account currency|transaction currency|cur|curr|monn
    wahrung|waehrung|wahrg|kontowahrung
    devise|monnaie
    divisa|moneda
    divisa|valuta
    munt|valuta|muntsoort
    moeda|divisa
    waluta|waluta rachunku
    valuta|valutakod
    valuutta
    mena|mena uctu`,
  balance: `
    balance|running balance|runningbalance|account balance|ending balance|closing balance|balance after|current balance|ledger balance|book balance|available balance|balance amount
    saldo|kontostand|saldo nach buchung|neuer saldo|kontosaldo
    solde|solde apres operation|nouveau solde
    saldo|saldo disponible|saldo contable|saldo posterior
    saldo|saldo contabile|saldo finale
    saldo|saldo na mutatie|saldo na boeking|nieuw saldo|beginsaldo
    saldo|saldo contabilistico|saldo disponivel|saldo apos
    saldo po operacji|saldo|saldo koncowe|saldo po transakcji
    saldo|bokfort saldo|disponibel saldo|bogfort saldo
    saldo
    zustatek|konecny zustatek|zustatek po operaci|zustatek po transakci`,
  bankId: `
    transaction id|fitid|id|reference id|transaction reference|transaction number|bank reference|reference number|unique id|transactionid|txn id|transaction no|reference|payment id|ref
    referenz|referenznummer|transaktionsnummer|buchungsreferenz|umsatz id|buchungsnummer|transaktions id
    numero d operation|reference|identifiant|no de transaction
    referencia|numero de operacion|numero de movimiento
    riferimento|numero operazione|id transazione
    volgnr|transactiereferentie|volgnummer|referentie
    referencia|numero do documento|identificador
    numer transakcji|identyfikator|referencje|numer referencyjny
    verifikationsnummer|arkivreferens|arkivreferanse|transaktions id|referens
    arkistointitunnus|arkistointiviite|viite
    id transakce|id pohybu|id operace|identifikace transakce|cislo transakce|referencni cislo`,
  category: `
    category|categories|class|transaction category|spending category|group
    kategorie|hauptkategorie
    categorie|categorie operation
    categoria
    categoria
    categorie
    categoria
    kategoria
    kategori
    luokka|kategoria
    kategorie`,
  account: `
    account|account name|account number|account no|card no|card number|card|account id|iban|accountname|own account|account number iban
    konto|kontonummer|auftragskonto|iban auftragskonto|kontoname|eigenes konto|kartennummer|kreditkarte
    compte|numero de compte|nom du compte|no de compte|accountnum|accountlabel|carte
    cuenta|numero de cuenta|tarjeta
    conto|numero conto|carta
    rekening|rekeningnummer|iban bban|eigen rekening|accountnumber
    conta|numero da conta|cartao
    rachunek|numer rachunku|nr rachunku|konto|twoj numer rachunku
    konto|kontonummer|kontonamn|kontonavn|kort
    tili|tilinumero
    ucet|cislo uctu|vlastni ucet|muj ucet`,
  notes: `
    notes|note|comments|comment|labels|tags|remarks|additional description|additional information|message|extra information
    notiz|notizen|bemerkung|kommentar|anmerkung|weitere informationen
    commentaire|notes|remarque|informations complementaires|commentaires
    notas|observaciones|comentario|nota
    note|nota|annotazioni
    notities|opmerking|notitie
    notas|observacoes|nota
    notatki|uwagi|notatka
    anteckning|anteckningar|egna anteckningar|notat|kommentar
    muistiinpano|huomautus
    poznamka|moje poznamka|vlastni poznamka`,
  status: `
    status|state|transaction status|pending|booking status
    status|buchungsstatus|umsatz gebucht
    statut|etat
    estado
    stato
    status
    estado|situacao
    status|stan
    status
    tila
    stav`,
};

/** Words that make a column something else than what its name otherwise says: another party's, another currency's. */
const FOREIGN =
  /(?:^| )(original|originalt|originel|orig|ursprung|ursprunglich|ursprungsbetrag|foreign|fremd|fremdwahrung|exchange|refunded|fee|fees|tax|commission|converted|transfer|vat|auslagenersatz|gebuhr|gebuhren|frais|comision|commissioni|kosten|prowizja|avgift|poplatek|puvodni|oprindeligt)(?: |$)/;
const PARTNER =
  /(?:^| )(partner|counterparty|contra|beneficiary|recipient|payee|empfanger|gegenkonto|kontrahent|tegenrekening|tegenpartij|beneficiaire|contrepartie|odbiorcy|kontrahenta|modtagers|mottagarens|protiuctu|protiucet|saajan|zahlungsbeteiligter|to|target)(?: |$)/;

const exact = new Map<string, Map<ColumnRole, number>>();
for (const [role, lists] of Object.entries(NAMES) as [ColumnRole, string][]) {
  for (const line of lists.split('\n')) {
    line
      .trim()
      .split('|')
      .forEach((name, rank) => {
        if (!name) return;
        const roles = exact.get(name) ?? new Map<ColumnRole, number>();
        roles.set(role, Math.max(roles.get(role) ?? 0, 1 - 0.01 * Math.min(rank, 20)));
        exact.set(name, roles);
      });
  }
}
/** Plain words for a date, which is the booking date unless another column is. */
const DATE =
  /^(?:date|datum|fecha|data|dato|pvm|paivamaara|dag|created|created at|date time|datetime|timestamp|created utc|datum uhrzeit|date and time|transaction date time|date heure|journaldate|journal date|dia|day)$/;
const DATE_PART = /date|datum|fecha|(?:^| )data(?: |$)|dato|paiva|pvm/;

/** A column's name in lower case without accents, signs, currency codes and what is in brackets. */
export function normaliseName(name: string): string {
  return name
    .slice(0, 100)
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/æ/g, 'ae')
    .replace(/å/g, 'a')
    .replace(/ß/g, 'ss')
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/ (?:in )?(?:eur|euro|usd|gbp|chf|pln|czk|sek|dkk|nok|huf|cad|aud|kc|zl|kr)$/, '')
    .replace(/(\p{L})(?: ?\d{1,2})$/u, '$1')
    .trim();
}

/** The currency that a column's name states, as in `Amount (EUR)` or `Betrag in CHF`. */
export function currencyInName(name: string): string | undefined {
  return /(?:^|[\s([_])([A-Z]{3})[)\]]?$/.exec(name.trim())?.[1];
}

/** The roles that a normalised name can stand for, with how sure the name makes them (0–1), surest first. */
export function rolesNamed(normalised: string): Array<{ role: ColumnRole; score: number }> {
  const found = new Map<ColumnRole, number>(exact.get(normalised));
  if (DATE.test(normalised)) found.set('bookedOn', 0.9);
  if (found.size === 0) {
    if (DATE_PART.test(normalised)) found.set('bookedOn', 0.5);
    for (const [role, words] of PARTS) if (words.test(normalised)) found.set(role, 0.6);
  }
  if (FOREIGN.test(normalised) && !(exact.get(normalised)?.has('description') ?? false)) {
    for (const role of ['amount', 'currency', 'debit', 'credit', 'balance'] as const) found.delete(role);
  }
  if (PARTNER.test(normalised)) for (const role of ['account', 'bankId', 'amount'] as const) found.delete(role);
  return [...found].map(([role, score]) => ({ role, score })).sort((a, b) => b.score - a.score);
}

/** Parts of names that are in no list. */
const PARTS: ReadonlyArray<[ColumnRole, RegExp]> = [
  ['valueOn', /valuta|value date|valeur|valor date|wertstell/],
  ['balance', /balance|saldo|solde|zustatek|kontostand/],
  ['debit', /(?:^| )(?:debit|withdraw|withdrawal|paid out|money out|soll|belastung)(?: |$)/],
  ['credit', /(?:^| )(?:credit|deposit|paid in|money in|haben|gutschrift)(?: |$)/],
  ['amount', /amount|betrag|montant|importe?(?: |$)|bedrag|kwota|belopp|belop|belob|castka|(?:^| )valor(?: |$)/],
  ['description', /descri|verwendungszweck|libelle|concepto|omschrijving|narrat|memo|beskriv|purpose|remittance|details/],
  ['counterparty', /payee|merchant|counterpart|empfanger|beneficia|begunstigt|auftraggeber|tegenpartij|kontrahent|odbiorc/],
  ['currency', /currency|wahrung|waehrung|devise|waluta|valuutta/],
  ['category', /categor|kategor/],
  ['account', /account|konto|compte|cuenta|rekening|rachun/],
  ['bankId', /transaction (?:id|ref|number)|reference (?:id|number)/],
  ['notes', /note|comment|remark|bemerk/],
  ['status', /status/],
];
