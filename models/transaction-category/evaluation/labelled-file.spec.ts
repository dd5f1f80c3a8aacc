import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAmount, readLabelledFile } from './labelled-file.js';

describe('readAmount', () => {
  it.each([
    ['-12.50', -12.5],
    ['1,189.15', 1189.15],
    ['-1 300.50', -1300.5],
    ['1.300,50', 1300.5],
    ['1.300,50-', -1300.5],
    ['(45.00)', -45],
    ["1'250.00", 1250],
    ['−7,9', -7.9],
    ['R -45.00', -45],
    ['$-3.20', -3.2],
    ['-$3.20', -3.2],
    ['12,5 EUR', 12.5],
    ['30.00 Dr', -30],
    ['5,000', 5000],
    ['0.00', 0],
    ['SHOP 17 -45.10', -45.1],
  ])('%s is %d', (cell, value) => expect(readAmount(cell)).toBe(value));

  it('has none for text', () => {
    expect(readAmount('')).toBeUndefined();
    expect(readAmount('n/a')).toBeUndefined();
  });
});

describe('readLabelledFile', () => {
  let folder: string;
  const path = (name: string) => join(folder, name);
  const put = (csv: string, mapping: object) => Promise.all([writeFile(path('a.csv'), csv), writeFile(path('a.map.json'), JSON.stringify(mapping))]);
  const read = () => readLabelledFile(path('a.csv'), path('a.map.json'));

  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'labelled-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it('reads semicolons and decimal commas, takes equal descriptions once and unknown labels not at all', async () => {
    await put('\uFEFFText;Betrag;Art\nREWE 12;-12,50;Essen\nREWE 12;-1,00;Essen\nLohn;2.000,00;Lohn\nX;1;?\n', {
      description: 'Text',
      amount: 'Betrag',
      label: 'Art',
      primary: { Essen: ['FOOD_AND_DRINK', 'GENERAL_MERCHANDISE'] },
      detailed: { Essen: ['FOOD_AND_DRINK_GROCERIES'], Lohn: ['INCOME_WAGES'] },
    });
    const { lines } = read();
    expect(lines.map(({ description, amount, primary, detailed }) => [description, amount, primary, detailed])).toEqual([
      ['REWE 12', -12.5, ['FOOD_AND_DRINK', 'GENERAL_MERCHANDISE'], ['FOOD_AND_DRINK_GROCERIES']],
      ['Lohn', 2000, ['INCOME'], ['INCOME_WAGES']],
    ]);
  });

  it('takes a label that is a category for itself', async () => {
    await put('text,label\nTesco,FOOD_AND_DRINK_GROCERIES\nFee,BANK_FEES\nX,Y\n', { description: 'text', label: 'label' });
    expect(read().lines.map(({ primary, detailed }) => [primary, detailed])).toEqual([
      [['FOOD_AND_DRINK'], ['FOOD_AND_DRINK_GROCERIES']],
      [['BANK_FEES'], []],
    ]);
  });

  it('does without amounts', async () => {
    await put('text,label\nTesco,food\n', { description: 'text', label: 'label', primary: { food: ['FOOD_AND_DRINK'] } });
    expect(read().lines[0]).toMatchObject({ description: 'Tesco', amount: undefined });
  });

  it('says what is wrong', async () => {
    const primary = { food: ['FOOD_AND_DRINK'] };
    await put('text,label\nTesco,food\n', { description: 'memo', amount: 'sum', label: 'label', primary });
    expect(read).toThrow(/no column "memo" nor "sum"; it has: text, label/);
    await put('text,label\nTesco,food\n', { description: 'text', label: 'label', primary: { food: ['FOOD'] } });
    expect(read).toThrow(/"FOOD" of "food" is no primary category/);
    await put('text,label\nTesco,other\n', { description: 'text', label: 'label', primary });
    expect(read).toThrow(/no row whose column "label"/);
    await put('text,label\nTesco,food\n', { description: 'text', primary });
    expect(read).toThrow(/must name the column of the label/);
    expect(() => readLabelledFile(path('none.csv'), path('a.map.json'))).toThrow(/There is no .*none\.csv/);
  });
});
