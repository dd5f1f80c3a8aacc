import iconv from 'iconv-lite';

import { ofxEncoding } from './ofx-fields.js';
import { detectEncoding } from './text-encoding.js';

/** Short statements as banks of these countries write them, and the encodings that they are found in. */
const STATEMENTS: Record<string, { encodings: string[]; text: string }> = {
  German: {
    encodings: ['windows-1252', 'iso-8859-1', 'iso-8859-15'],
    text: `Buchungstag;Auftraggeber / Begünstigter;Verwendungszweck;Betrag
02.01.2024;Bäckerei Müller;Danke für Ihren Einkauf;-7,50
03.01.2024;Stadtwerke Köln;Abschlag Strom Jänner;-84,00
04.01.2024;Größe & Söhne;Überweisung Gehalt;2.450,00
`,
  },
  'German with one umlaut': {
    encodings: ['windows-1252', 'iso-8859-1'],
    text: 'Datum;Text;Betrag\n02.01.2024;Rewe Markt;-7,50\n03.01.2024;Drogerie Müller;-8,40\n',
  },
  French: {
    encodings: ['windows-1252', 'iso-8859-1', 'iso-8859-15'],
    text: `Date opération;Libellé;Débit;Crédit
02/01/2024;CARTE BOULANGERIE PÂTISSERIE;4,20;
03/01/2024;Prélèvement EDF électricité;84,00;
04/01/2024;Virement reçu Société Générale;;1 250,00
`,
  },
  'French with euro and œ': {
    encodings: ['windows-1252', 'iso-8859-15'],
    text: 'Date;Libellé;Montant\n02/01/2024;Les Sœurs traiteur;-4,20 €\n03/01/2024;Fleurs du cœur;-14,00 €\n04/01/2024;Intérêts crédités;1,00 €\n',
  },
  Spanish: {
    encodings: ['windows-1252', 'iso-8859-1', 'iso-8859-15'],
    text: `Fecha operación;Concepto;Importe
02/01/2024;Compra panadería Peña;-4,20
03/01/2024;Recibo teléfono móvil;-34,00
04/01/2024;Nómina diciembre, años atrás;1.250,00
`,
  },
  Portuguese: {
    encodings: ['windows-1252', 'iso-8859-1'],
    text: 'Data;Descrição;Valor\n02/01/2024;Padaria São João;-4,20\n03/01/2024;Prestação habitação;-340,00\n04/01/2024;Transferência salário;1250,00\n',
  },
  Swedish: {
    encodings: ['windows-1252', 'iso-8859-1'],
    text: 'Bokföringsdag;Beskrivning;Belopp\n2024-01-02;Överföring till sparkonto;-500,00\n2024-01-03;Räntebetalning lån;-84,00\n2024-01-04;Lön från Åhléns;25000,00\n',
  },
  Danish: {
    encodings: ['windows-1252', 'iso-8859-1'],
    text: 'Bogføringsdato;Tekst;Beløb\n02.01.2024;Køb Føtex Ålborg;-500,00\n03.01.2024;Husleje lejlighed nær åen;-8400,00\n04.01.2024;Løn;25000,00\n',
  },
  Polish: {
    encodings: ['windows-1250', 'iso-8859-2'],
    text: `Data operacji;Opis operacji;Kwota
2024-01-02;Płatność kartą ŻABKA Łódź;-12,50
2024-01-03;Czynsz za mieszkanie, styczeń;-1200,00
2024-01-04;Wynagrodzenie za pracę w spółce;5400,00
`,
  },
  'Polish with one letter': {
    encodings: ['windows-1250', 'iso-8859-2'],
    text: 'Data;Opis;Kwota\n2024-01-02;Sklep Biedronka;-12,50\n2024-01-03;Przelew wychodzący;-1200,00\n',
  },
  Czech: {
    encodings: ['windows-1250', 'iso-8859-2'],
    text: `Datum zaúčtování;Název protiúčtu;Částka
02.01.2024;Potraviny Žižkov;-120,50
03.01.2024;Nájemné za leden, Dvořák;-12000,00
04.01.2024;Výplata, Škoda Auto;45000,00
`,
  },
  Hungarian: {
    encodings: ['windows-1250', 'iso-8859-2'],
    text: 'Könyvelés dátuma;Közlemény;Összeg\n2024.01.02;Vásárlás kártyával, Győr;-1250\n2024.01.03;Lakbér és közös költség;-120000\n2024.01.04;Fizetés, köszönjük üdvözlettel;450000\n',
  },
  Croatian: {
    encodings: ['windows-1250', 'iso-8859-2'],
    text: 'Datum knjiženja;Opis plaćanja;Iznos\n02.01.2024;Kupnja pekara Šibenik;-12,50\n03.01.2024;Račun za struju, siječanj;-84,00\n04.01.2024;Plaća, Đuro Đaković;1450,00\n',
  },
  Russian: {
    encodings: ['windows-1251', 'iso-8859-5'],
    text: `Дата операции;Описание;Сумма
02.01.2024;Оплата товаров Пятёрочка;-750,00
03.01.2024;Перевод между своими счетами;-5000,00
04.01.2024;Зачисление зарплаты;85000,00
`,
  },
  Bulgarian: {
    encodings: ['windows-1251'],
    text: 'Дата;Основание;Сума\n02.01.2024;Плащане с карта, хлебарница;-7,50\n03.01.2024;Наем за апартамент;-500,00\n04.01.2024;Заплата за декември;1850,00\n',
  },
  Ukrainian: {
    encodings: ['windows-1251'],
    text: 'Дата;Опис операції;Сума\n02.01.2024;Оплата в магазині Сільпо;-750,00\n03.01.2024;Переказ на картку;-500,00\n04.01.2024;Зарахування зарплати;18500,00\n',
  },
  Greek: {
    encodings: ['iso-8859-7', 'windows-1253'],
    text: `Ημερομηνία;Περιγραφή;Ποσό
02/01/2024;Αγορά από σούπερ μάρκετ;-17,50
03/01/2024;Πληρωμή λογαριασμού ρεύματος;-84,00
04/01/2024;Μισθοδοσία εταιρείας;1250,00
`,
  },
  Turkish: {
    encodings: ['iso-8859-9', 'windows-1254'],
    text: `Tarih;Açıklama;Tutar
02.01.2024;Alışveriş, Şişli şubesi;-175,50
03.01.2024;Doğalgaz faturası ödemesi;-840,00
04.01.2024;Maaş ödemesi, İş Bankası;12500,00
`,
  },
  Romanian: {
    encodings: ['windows-1250'],
    text: 'Data;Descriere;Suma\n02.01.2024;Plată la farmacie, Braşov;-17,50\n03.01.2024;Chirie şi întreţinere;-840,00\n04.01.2024;Încasare salariu după reţineri;4250,00\n',
  },
  Lithuanian: {
    encodings: ['windows-1257'],
    text: 'Data;Gavėjas;Suma\n2024-01-02;Mokėjimas kortele, maisto prekės;-17,50\n2024-01-03;Būsto nuoma už gruodį;-400,00\n2024-01-04;Darbo užmokestis, ačiū;1250,00\n',
  },
  Icelandic: {
    encodings: ['windows-1252', 'iso-8859-1'],
    text: 'Dagsetning;Lýsing;Upphæð\n02.01.2024;Bónus, þvottaefni og mjólk;-1750\n03.01.2024;Húsaleiga fyrir janúar;-84000\n04.01.2024;Laun frá fyrirtæki;450000\n',
  },
  Chinese: {
    encodings: ['gb18030'],
    text: `交易日期,摘要,交易金额,账户余额
2024-01-02,超市购物,-75.50,1200.00
2024-01-03,水电费扣款,-184.00,1016.00
2024-01-04,工资收入,8500.00,9516.00
`,
  },
  'Chinese of Taiwan': {
    encodings: ['big5'],
    text: '交易日期,摘要,金額,餘額\n2024-01-02,超級市場消費,-75,1200\n2024-01-03,水電費自動扣繳,-184,1016\n2024-01-04,薪資轉帳收入,8500,9516\n',
  },
  Japanese: {
    encodings: ['shift_jis', 'euc-jp'],
    text: `日付,お取引内容,お支払金額,お預り金額,残高
2024/01/02,コンビニエンスストア,750,,120000
2024/01/03,電気料金の引き落とし,8400,,111600
2024/01/04,給与のお振込,,250000,361600
`,
  },
  'Japanese in half-width letters': {
    encodings: ['shift_jis'],
    text: '日付,摘要,お引出し,お預入れ,残高\n2024/01/02,ｶ)ｾﾌﾞﾝｲﾚﾌﾞﾝ,750,,120000\n2024/01/03,ﾃﾞﾝｷﾘﾖｳｷﾝ,8400,,111600\n2024/01/04,ｷﾕｳﾖ ﾌﾘｺﾐ,,250000,361600\n',
  },
  Korean: {
    encodings: ['euc-kr'],
    text: `거래일자,적요,출금액,입금액,잔액
2024-01-02,편의점 결제,7500,,1200000
2024-01-03,전기요금 자동이체,84000,,1116000
2024-01-04,급여 입금,,2500000,3616000
`,
  },
};

const CASES = Object.entries(STATEMENTS).flatMap(([language, { encodings, text }]) =>
  encodings.map((encoding) => [language, encoding, text] as const),
);

test.each(CASES)('%s in %s is decoded to what was written', (_, encoding, text) => {
  const bytes = iconv.encode(text, encoding);
  expect(iconv.decode(bytes, encoding)).toBe(text); // the encoding has all the letters
  const detected = detectEncoding(bytes);
  expect([detected.encoding, iconv.decode(bytes, detected.encoding)]).toEqual([expect.any(String), text]);
});

test.each(Object.entries(STATEMENTS))('%s in UTF-8 and UTF-16, with and without a mark', (_, { text }) => {
  for (const encoding of ['utf-8', 'utf-16le', 'utf-16be']) {
    for (const addBOM of [true, false]) {
      expect(detectEncoding(iconv.encode(text, encoding, { addBOM }))).toEqual({ encoding, certain: true });
    }
  }
});

describe('the header of OFX files is believed where the bytes allow it', () => {
  const ofx = (charset: string, name: string, encoding: string): string => {
    const text = `OFXHEADER:100\nDATA:OFXSGML\nENCODING:USASCII\nCHARSET:${charset}\n\n<OFX><STMTTRN><NAME>${name}<MEMO>${name}</STMTTRN></OFX>`;
    const bytes = iconv.encode(text, encoding);
    return /<MEMO>(.*?)</.exec(iconv.decode(bytes, ofxEncoding(bytes)))?.[1] ?? '';
  };
  test.each([
    ['1252', 'Café Müller', 'windows-1252'],
    ['1252', 'Café Müller', 'utf-8'],
    ['1252', 'Café Müller', 'utf-16le'],
    ['1250', 'Žižkov', 'windows-1250'],
    ['1251', 'Пятёрочка', 'windows-1251'],
    ['1252', 'Оплата товаров Пятёрочка', 'windows-1251'],
    ['1252', '超市购物支付水电费', 'gb18030'],
    ['1252', '전기요금 자동이체 편의점', 'euc-kr'],
    ['ISO-8859-2', 'Żabka Łódź', 'iso-8859-2'],
    ['932', 'コンビニエンス', 'shift_jis'],
    ['NONE', 'Zażółć', 'windows-1250'],
  ])('CHARSET %s, %s in %s', (charset, name, encoding) => expect(ofx(charset, name, encoding)).toBe(name));
});
