import iconv from 'iconv-lite';

import { detectCsv } from './detect-csv.js';
import { readCsv } from './read-csv.js';
import type { StatementRow } from './statement.js';

/** The layouts of real banks' exports, with invented movements: [bookedOn, amountMinor, part of the description]. */
interface Case {
  bank: string;
  encoding?: string;
  text: string;
  currency: string;
  rows: Array<[string, number, string]>;
  expect?: Partial<StatementRow>;
}

const cases: Case[] = [
  {
    bank: 'Sparkasse (de), CAMT layout, Windows-1252',
    encoding: 'windows-1252',
    currency: 'EUR',
    text: `"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Glaeubiger ID";"Mandatsreferenz";"Kundenreferenz (End-to-End)";"Sammlerreferenz";"Lastschrift Ursprungsbetrag";"Auslagenersatz Ruecklastschrift";"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Waehrung";"Info"
"DE11";"30.12.24";"02.01.25";"FOLGELASTSCHRIFT";"Miete Straße 4";"";"";"";"";"";"";"Müller Immobilien";"DE22";"XX";"-1.234,56";"EUR";"Umsatz gebucht"
"DE11";"28.12.24";"28.12.24";"LOHN GEHALT";"Gehalt Dezember";"";"";"";"";"";"";"Firma GmbH";"DE33";"XX";"2.500,00";"EUR";"Umsatz gebucht"
`,
    rows: [
      ['2024-12-30', -123456, 'Miete Straße 4'],
      ['2024-12-28', 250000, 'Gehalt Dezember'],
    ],
    expect: { counterparty: 'Müller Immobilien', valueOn: '2025-01-02', currency: 'EUR', accountRef: 'DE11' },
  },
  {
    bank: 'DKB (de), lines before the header',
    currency: 'EUR',
    text: `\ufeff"Girokonto";"DE44 1203"
"Zeitraum:";"01.01.2024 - 31.01.2024"
"Kontostand vom 31.01.2024:";"1.000,00 €"
""
"Buchungsdatum";"Wertstellung";"Status";"Zahlungspflichtige*r";"Zahlungsempfänger*in";"Verwendungszweck";"Umsatztyp";"IBAN";"Betrag (€)";"Gläubiger-ID";"Mandatsreferenz";"Kundenreferenz"
"31.01.24";"31.01.24";"Gebucht";"Ich";"REWE Markt";"Einkauf; Filiale 3";"Ausgang";"DE55";"-45,67 €";"";"";""
"15.01.24";"15.01.24";"Vorgemerkt";"Ich";"Stadtwerke";"Strom";"Ausgang";"DE66";"-80 €";"";"";""
`,
    rows: [
      ['2024-01-31', -4567, 'Einkauf; Filiale 3'],
      ['2024-01-15', -8000, 'Strom'],
    ],
  },
  {
    bank: 'DATEV-like (de), S/H marks',
    currency: 'EUR',
    text: `Buchungstag;Valuta;Verwendungszweck;Betrag;Soll/Haben\n03.04.2024;03.04.2024;Tanken;50,00;S\n04.04.2024;04.04.2024;Erstattung;20,00;H\n`,
    rows: [
      ['2024-04-03', -5000, 'Tanken'],
      ['2024-04-04', 2000, 'Erstattung'],
    ],
  },
  {
    bank: 'Crédit Mutuel (fr), debit already negative',
    encoding: 'windows-1252',
    currency: 'EUR',
    text: `Date;Date de valeur;Débit;Crédit;Libellé;Solde\r\n13/02/2024;14/02/2024;-12,50;;CB BOULANGERIE DÉLICE;987,50\r\n05/02/2024;05/02/2024;;1 500,00;VIR SALAIRE;1 000,00\r\n`,
    rows: [
      ['2024-02-13', -1250, 'CB BOULANGERIE DÉLICE'],
      ['2024-02-05', 150000, 'VIR SALAIRE'],
    ],
    expect: { balanceMinor: 98750, valueOn: '2024-02-14' },
  },
  {
    bank: 'Boursorama (fr)',
    currency: 'EUR',
    text: `dateOp;dateVal;label;category;categoryParent;supplierFound;amount;comment;accountNum;accountLabel;accountbalance\n2024-03-01;2024-03-01;"CARTE 29/02/24 MONOPRIX";"Alimentation";"Vie quotidienne";"monoprix";-23,45;;"00040";"BoursoBank";100.5\n2024-02-27;2024-02-27;"VIR LOYER";"Logement";"Logement";"";-800,00;;"00040";"BoursoBank";900.5\n`,
    rows: [
      ['2024-03-01', -2345, 'CARTE 29/02/24 MONOPRIX'],
      ['2024-02-27', -80000, 'VIR LOYER'],
    ],
  },
  {
    bank: 'BBVA (es)',
    currency: 'EUR',
    text: `Fecha;F. valor;Concepto;Movimiento;Importe;Divisa;Disponible;Divisa;Observaciones\n26/05/2024;25/05/2024;Pago con tarjeta;Mercadona;-31,20;EUR;500,00;EUR;\n20/05/2024;20/05/2024;Nómina;Empresa;1.800,00;EUR;531,20;EUR;\n`,
    rows: [
      ['2024-05-26', -3120, 'Pago con tarjeta'],
      ['2024-05-20', 180000, 'Nómina'],
    ],
  },
  {
    bank: 'Santander (es), debe/haber',
    currency: 'EUR',
    text: `Fecha Operación;Fecha Valor;Concepto;Cargo;Abono;Saldo\n15/06/2024;15/06/2024;Recibo luz;60,10;;939,90\n14/06/2024;14/06/2024;Transferencia;;100,00;1.000,00\n`,
    rows: [
      ['2024-06-15', -6010, 'Recibo luz'],
      ['2024-06-14', 10000, 'Transferencia'],
    ],
  },
  {
    bank: 'Fineco (it), Entrate/Uscite',
    currency: 'EUR',
    text: `Data Operazione;Data Valuta;Entrate;Uscite;Descrizione;Descrizione completa\n21/03/2024;20/03/2024;;-9,99;PagoBancomat POS;Caffè Roma\n01/03/2024;01/03/2024;1.450,00;;Stipendio;Bonifico stipendio\n`,
    rows: [
      ['2024-03-21', -999, 'PagoBancomat POS'],
      ['2024-03-01', 145000, 'Stipendio'],
    ],
  },
  {
    bank: 'ING (nl), Af Bij',
    currency: 'EUR',
    text: `"Datum","Naam / Omschrijving","Rekening","Tegenrekening","Code","Af Bij","Bedrag (EUR)","Mutatiesoort","Mededelingen"\n"20240115","Albert Heijn 1234","NL01INGB","","BA","Af","12,34","Betaalautomaat","Pasvolgnr: 001"\n"20240110","Werkgever BV","NL01INGB","NL02ABNA","OV","Bij","2100,00","Overschrijving","Salaris"\n`,
    rows: [
      ['2024-01-15', -1234, 'Pasvolgnr: 001'],
      ['2024-01-10', 210000, 'Salaris'],
    ],
    expect: { counterparty: 'Albert Heijn 1234', currency: 'EUR', accountRef: 'NL01INGB' },
  },
  {
    bank: 'Rabobank (nl)',
    currency: 'EUR',
    text: `"IBAN/BBAN","Munt","BIC","Volgnr","Datum","Rentedatum","Bedrag","Saldo na trn","Tegenrekening IBAN/BBAN","Naam tegenpartij","Code","Omschrijving-1","Omschrijving-2","Omschrijving-3"\n"NL10RABO","EUR","RABONL2U","000000000000000007","2024-02-13","2024-02-13","-7,50","+92,50","NL20","Bakker","ba","Brood","en koek",""\n"NL10RABO","EUR","RABONL2U","000000000000000008","2024-02-14","2024-02-14","+50,00","+142,50","NL30","Jan","cb","Terugbetaling","",""\n`,
    rows: [
      ['2024-02-13', -750, 'Brood en koek'],
      ['2024-02-14', 5000, 'Terugbetaling'],
    ],
    expect: { balanceMinor: 9250, counterparty: 'Bakker', currency: 'EUR' },
  },
  {
    bank: 'ABN AMRO (nl), tabs, no header',
    currency: 'EUR',
    text: `123456789\tEUR\t20240228\t100,00\t87,50\t20240228\t-12,50\tBEA   NR:XX12   28.02.24/12.00 ALBERT HEIJN\n123456789\tEUR\t20240229\t87,50\t1087,50\t20240229\t1000,00\tSEPA Overboeking Salaris\n123456789\tEUR\t20240229\t1087,50\t1080,00\t20240229\t-7,50\tBEA BAKKER\n`,
    rows: [
      ['2024-02-28', -1250, 'ALBERT HEIJN'],
      ['2024-02-29', 100000, 'Salaris'],
      ['2024-02-29', -750, 'BAKKER'],
    ],
  },
  {
    bank: 'mBank (pl), Windows-1250',
    encoding: 'windows-1250',
    currency: 'PLN',
    text: `#Data operacji;#Opis operacji;#Rachunek;#Kategoria;#Kwota;\n2024-01-05;"ŻABKA Z1234 K.1";"eKonto 1111";"Żywność i chemia domowa";-1 234,56 PLN;;\n2024-01-04;"Wpływ wynagrodzenia świąteczna premia";"eKonto 1111";"Wpływy";5 000,00 PLN;;\n`,
    rows: [
      ['2024-01-05', -123456, 'ŻABKA Z1234 K.1'],
      ['2024-01-04', 500000, 'Wpływ wynagrodzenia świąteczna premia'],
    ],
  },
  {
    bank: 'Česká spořitelna (cs), Windows-1250',
    encoding: 'windows-1250',
    currency: 'CZK',
    text: `Datum zaúčtování;Název protiúčtu;Částka;Měna;Zpráva pro příjemce;Zůstatek\n31.03.2024;Nájemné Dvořák;-15 000,00;CZK;Nájem březen;1 000,00\n05.03.2024;Zaměstnavatel;42 000,50;CZK;Výplata;16 000,00\n`,
    rows: [
      ['2024-03-31', -1500000, 'Nájem březen'],
      ['2024-03-05', 4200050, 'Výplata'],
    ],
    expect: { counterparty: 'Nájemné Dvořák', currency: 'CZK' },
  },
  {
    bank: 'Swedbank-like (sv), ISO-8859-1, tabs',
    encoding: 'iso-8859-1',
    currency: 'SEK',
    text: `Bokföringsdag\tValutadag\tBeskrivning\tBelopp\tBokfört saldo\n2024-05-17\t2024-05-17\tICA Kvantum Malmö\t-432,10\t1 567,90\n2024-05-16\t2024-05-16\tLön\t2 000,00\t2 000,00\n`,
    rows: [
      ['2024-05-17', -43210, 'ICA Kvantum Malmö'],
      ['2024-05-16', 200000, 'Lön'],
    ],
    expect: { balanceMinor: 156790 },
  },
  {
    bank: 'Danske Bank (da)',
    currency: 'DKK',
    text: `"Dato";"Kategori";"Tekst";"Beløb";"Saldo";"Status"\n"13.01.2024";"Mad";"Netto København";"-123,45";"9.876,55";"Udført"\n"12.01.2024";"Løn";"Løn";"10.000,00";"10.000,00";"Udført"\n`,
    rows: [
      ['2024-01-13', -12345, 'Netto København'],
      ['2024-01-12', 1000000, 'Løn'],
    ],
  },
  {
    bank: 'DNB (no), Ut/Inn',
    currency: 'NOK',
    text: `"Dato";"Forklaring";"Rentedato";"Ut fra konto";"Inn på konto"\n"15.07.2024";"Rema 1000";"15.07.2024";"250,50";""\n"14.07.2024";"Lønn";"14.07.2024";"";"30000,00"\n`,
    rows: [
      ['2024-07-15', -25050, 'Rema 1000'],
      ['2024-07-14', 3000000, 'Lønn'],
    ],
  },
  {
    bank: 'OP (fi)',
    currency: 'EUR',
    text: `"Kirjauspäivä";"Arvopäivä";"Määrä EUROA";"Laji";"Selitys";"Saaja/Maksaja";"Saajan tilinumero";"Viite";"Viesti";"Arkistointitunnus"\n2024-08-30;2024-08-30;-19,90;106;PKORTTIMAKSU;K-MARKET;;ref=1;Viesti: ostos;20240830/593619/1\n2024-08-15;2024-08-15;2500,00;506;PALKKA;TYÖNANTAJA OY;;ref=2;Palkka 8/2024;20240815/593619/2\n`,
    rows: [
      ['2024-08-30', -1990, 'Viesti: ostos'],
      ['2024-08-15', 250000, 'Palkka 8/2024'],
    ],
    expect: { counterparty: 'K-MARKET', bankId: '20240830/593619/1' },
  },
  {
    bank: 'Caixa Geral (pt), debit and credit',
    currency: 'EUR',
    text: `Data mov.;Data valor;Descrição;Débito;Crédito;Saldo contabilístico;Saldo disponível\n27-09-2024;27-09-2024;COMPRA CONTINENTE;45,30;;954,70;954,70\n26-09-2024;26-09-2024;VENCIMENTO;;1.000,00;1.000,00;1.000,00\n`,
    rows: [
      ['2024-09-27', -4530, 'COMPRA CONTINENTE'],
      ['2024-09-26', 100000, 'VENCIMENTO'],
    ],
  },
  {
    bank: 'Nubank (pt-BR), amounts with R$',
    currency: 'BRL',
    text: `Data,Valor,Identificador,Descrição\n25/03/2024,"R$ -1.250,00",65f1a,Aluguel\n26/03/2024,"R$ 30,00",65f1b,Pix recebido\n`,
    rows: [
      ['2024-03-25', -125000, 'Aluguel'],
      ['2024-03-26', 3000, 'Pix recebido'],
    ],
    expect: { bankId: '65f1a' },
  },
  {
    bank: 'Revolut (en), times, a declined row',
    currency: 'GBP',
    text: `Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\nCARD_PAYMENT,Current,2024-01-01 10:00:01,2024-01-02 09:00:00,Tesco,-12.50,0.00,GBP,COMPLETED,87.50\nTOPUP,Current,2024-01-03 10:00:00,2024-01-03 10:00:05,Top-Up,100.00,0.00,GBP,COMPLETED,187.50\n`,
    rows: [
      ['2024-01-02', -1250, 'Tesco'],
      ['2024-01-03', 10000, 'Top-Up'],
    ],
    expect: { valueOn: '2024-01-01', currency: 'GBP', balanceMinor: 8750 },
  },
  {
    bank: 'Lloyds (en-GB), day first',
    currency: 'GBP',
    text: `Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n13/05/2024,DEB,'30-00-00,12345678,SAINSBURYS,23.40,,976.60\n12/05/2024,FPI,'30-00-00,12345678,J SMITH,,50.00,1000.00\n`,
    rows: [
      ['2024-05-13', -2340, 'SAINSBURYS'],
      ['2024-05-12', 5000, 'J SMITH'],
    ],
    expect: { accountRef: '12345678' },
  },
  {
    bank: 'Chase (en-US)',
    currency: 'USD',
    text: `Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\nDEBIT,01/05/2024,"AMAZON.COM*1A2B3",-45.99,DEBIT_CARD,1000.01,,\nCREDIT,01/04/2024,"PAYROLL",2500.00,ACH_CREDIT,1046.00,,\n`,
    rows: [
      ['2024-01-05', -4599, 'AMAZON.COM*1A2B3'],
      ['2024-01-04', 250000, 'PAYROLL'],
    ],
  },
  {
    bank: 'Bank of America (en-US), a summary before the table',
    currency: 'USD',
    text: `Description,,Summary Amt.\nBeginning balance as of 01/01/2024,,"1,000.00"\nTotal credits,,"100.00"\nTotal debits,,"-50.00"\nEnding balance as of 01/31/2024,,"1,050.00"\n\nDate,Description,Amount,Running Bal.\n01/02/2024,Beginning balance as of 01/02/2024,,"1,000.00"\n01/15/2024,"CHECKCARD 0114 STORE","-50.00","950.00"\n01/20/2024,"TRANSFER","100.00","1,050.00"\n`,
    rows: [
      ['2024-01-15', -5000, 'CHECKCARD 0114 STORE'],
      ['2024-01-20', 10000, 'TRANSFER'],
    ],
  },
  {
    bank: 'UBS (de-CH), apostrophes',
    currency: 'CHF',
    text: `Buchungsdatum;Valuta;Beschreibung;Belastung;Gutschrift;Saldo\n30.11.2024;30.11.2024;Coop Zürich;1'234.50;;10'000.00\n29.11.2024;29.11.2024;Lohn;;6’500.00;11'234.50\n`,
    rows: [
      ['2024-11-30', -123450, 'Coop Zürich'],
      ['2024-11-29', 650000, 'Lohn'],
    ],
  },
  {
    bank: 'HDFC (en-IN), lakhs, two-digit years',
    currency: 'INR',
    text: `Date,Narration,Chq./Ref.No.,Value Dt,Withdrawal Amt.,Deposit Amt.,Closing Balance\n15/04/24,UPI-SWIGGY,0000410,15/04/24,"1,250.00",,"1,23,456.78"\n01/04/24,SALARY,0000409,01/04/24,,"1,00,000.00","1,24,706.78"\n`,
    rows: [
      ['2024-04-15', -125000, 'UPI-SWIGGY'],
      ['2024-04-01', 10000000, 'SALARY'],
    ],
    expect: { balanceMinor: 12345678 },
  },
  {
    bank: 'a Japanese account: no minor unit',
    currency: 'JPY',
    text: `Date,Description,Amount\n2024/10/25,コンビニ,"-1,080"\n2024/10/24,給与,"250,000"\n`,
    rows: [
      ['2024-10-25', -1080, 'コンビニ'],
      ['2024-10-24', 250000, '給与'],
    ],
  },
  {
    bank: 'UTF-16 with a mark, month names, parentheses for negatives',
    encoding: 'utf-16',
    currency: 'USD',
    text: `Date\tPayee\tAmount\n03 Mar 2024\tElectric Co\t($120.00)\n05 Mar 2024\tRefund\t$5.25\n`,
    rows: [
      ['2024-03-03', -12000, 'Electric Co'],
      ['2024-03-05', 525, 'Refund'],
    ],
  },
];

describe('the layouts of banks', () => {
  test.each(cases)('$bank', async ({ text, encoding, currency, rows, expect: first }) => {
    const bytes = iconv.encode(text, encoding ?? 'utf-8', { addBOM: encoding === 'utf-16' });
    const { mapping } = detectCsv(bytes, { currency });
    const read: StatementRow[] = [];
    for await (const batch of readCsv(once(bytes), mapping, { currency })) read.push(...batch.rows);
    expect(read.map(({ bookedOn, amountMinor }) => [bookedOn, amountMinor])).toEqual(
      rows.map(([date, amount]) => [date, amount]),
    );
    rows.forEach(([, , words], i) => expect(read[i]?.description).toContain(words));
    expect(read[0]).toMatchObject(first ?? {});
  });
});

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
