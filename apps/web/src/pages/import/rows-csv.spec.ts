import { rowsCsv } from './rows-csv';

it('writes rows that no spreadsheet takes for formulas or for two columns', () => {
  expect(
    rowsCsv([
      { line: 3, message: '"31/02" is not a date', excerpt: '=HYPERLINK(1),x' },
      { line: 12, message: 'No amount', excerpt: 'Tea\nand cake' },
    ]),
  ).toBe('"Line","Reason","Row"\r\n"3","""31/02"" is not a date","\'=HYPERLINK(1),x"\r\n"12","No amount","Tea\nand cake"\r\n');
});
