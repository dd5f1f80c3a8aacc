import { amountLayout, withRole, type CsvMapping } from './csv-mapping';

const mapping: CsvMapping = {
  encoding: 'utf-8',
  delimiter: ';',
  quote: '"',
  skipLines: 0,
  header: ['Date', 'Text', 'Memo', 'Amount', 'Balance'],
  roles: ['bookedOn', 'description', 'ignore', 'amount', 'balance'],
  dateOrder: 'dmy',
  decimal: ',',
  invertAmounts: false,
  debitsAreNegative: false,
};

describe('editing a column mapping', () => {
  it('takes a role that only one column can have from the column that had it', () => {
    expect(withRole(mapping, 4, 'amount').roles).toEqual(['bookedOn', 'description', 'ignore', 'ignore', 'amount']);
  });

  it('lets several columns make up the description', () => {
    expect(withRole(mapping, 2, 'description').roles).toEqual(['bookedOn', 'description', 'description', 'amount', 'balance']);
  });

  it('leaves the mapping it was given as it was', () => {
    withRole(mapping, 0, 'valueOn');
    expect(mapping.roles[0]).toBe('bookedOn');
  });

  it('knows in which columns the amount stands', () => {
    expect(amountLayout(mapping)).toBe('single');
    expect(amountLayout(withRole(mapping, 2, 'direction'))).toBe('direction');
    expect(amountLayout(withRole(mapping, 3, 'debit'))).toBe('pair');
  });
});
