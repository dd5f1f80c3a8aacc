import fc from 'fast-check';

import { addDays, calendarDate, compareDates, daysBetween, isCalendarDate } from './calendar-date.js';
import { parseDate } from './parse-date.js';

describe('calendar dates', () => {
  test.each(['2024-02-29', '2000-02-29', '1999-12-31', '2023-01-31'])('%s is a day', (text) =>
    expect(isCalendarDate(text)).toBe(true),
  );
  test.each([
    '2023-02-29',
    '1900-02-29',
    '2024-02-31',
    '2024-04-31',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '2024-1-1',
    '0999-01-01',
    '2024-01-01T00:00',
    '',
  ])('%s is none', (text) => expect(isCalendarDate(text)).toBe(false));

  test('days are added over months, leap days and clock changes', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('2023-12-31', 1)).toBe('2024-01-01');
    expect(addDays('2024-03-31', -31)).toBe('2024-02-29');
    expect(daysBetween('2024-03-30', '2024-04-01')).toBe(2);
    expect(() => addDays('2024-02-31', 1)).toThrow(RangeError);
  });

  test('compare by time', () => {
    expect([
      compareDates('2024-01-02', '2024-01-10'),
      compareDates('2024-01-02', '2024-01-02'),
      compareDates('2025-01-01', '2024-12-31'),
    ]).toEqual([-1, 0, 1]);
  });
});

describe('parseDate', () => {
  test.each([
    ['31/12/2024', 'dmy', '2024-12-31'],
    ['12/31/2024', 'mdy', '2024-12-31'],
    ['31.12.24', 'dmy', '2024-12-31'],
    ['1.2.2024', 'dmy', '2024-02-01'],
    ['1/2/2024', 'mdy', '2024-01-02'],
    ['24/12/31', 'ymd', '2024-12-31'],
    ['2024-12-31', 'dmy', '2024-12-31'],
    ['20241231', 'ymd', '2024-12-31'],
    ['31122024', 'dmy', '2024-12-31'],
    ['311224', 'dmy', '2024-12-31'],
    ['20120603203135', 'ymd', '2012-06-03'],
    ['2024-12-31T23:30:00.000+02:00', 'dmy', '2024-12-31'],
    ['2021-02-03 13:12', 'dmy', '2021-02-03'],
    ['12/31/2024 1:05 PM', 'mdy', '2024-12-31'],
    ['31.12.2024 14.30', 'dmy', '2024-12-31'],
    ['31. 12. 2024', 'dmy', '2024-12-31'],
    ['23-Jan-15', 'mdy', '2015-01-23'],
    ['Dec 31, 2024', 'dmy', '2024-12-31'],
    ['Mon, 3rd June 2024', 'dmy', '2024-06-03'],
    ['31. Dezember 2024', 'dmy', '2024-12-31'],
    ['5 de enero de 2024', 'dmy', '2024-01-05'],
    ['1er août 2024', 'dmy', '2024-08-01'],
    ['15 października 2024', 'dmy', '2024-10-15'],
    ['3. července 2024', 'dmy', '2024-07-03'],
    ['3. června 2024', 'dmy', '2024-06-03'],
    ['1 heinäkuuta 2024', 'dmy', '2024-07-01'],
    ['01/01/69', 'dmy', '2069-01-01'],
    ['01/01/70', 'dmy', '1970-01-01'],
  ] as const)('%s read %s is %s', (text, order, expected) => expect(parseDate(text, order)).toBe(expected));

  test.each([
    ['31/02/2024', 'dmy'],
    ['31.02.2024', 'dmy'],
    ['2023-02-29', 'ymd'],
    ['13/13/2024', 'dmy'],
    ['12/31/2024', 'dmy'],
    ['00/01/2024', 'dmy'],
    ['1/1/1', 'dmy'],
    ['1/2/3/2024', 'dmy'],
    ['01/01/20245', 'dmy'],
    ['', 'dmy'],
    ['tomorrow', 'dmy'],
    ['1234567', 'ymd'],
  ] as const)('%s read %s is no day', (text, order) => expect(parseDate(text, order)).toBeUndefined());

  test('every day reads back from every order', () => {
    const days = fc.integer({ min: 0, max: 36_524 }).map((n) => addDays('1970-01-01', n));
    fc.assert(
      fc.property(days, fc.constantFrom('/', '.', '-', ' '), (date, mark) => {
        const [y, m, d] = date.split('-') as [string, string, string];
        expect(parseDate([d, m, y].join(mark), 'dmy')).toBe(date);
        expect(parseDate([m, d, y].join(mark), 'mdy')).toBe(date);
        expect(parseDate([y, m, d].join(mark), 'ymd')).toBe(date);
        expect(calendarDate(+y, +m, +d)).toBe(date);
      }),
    );
  });
});
