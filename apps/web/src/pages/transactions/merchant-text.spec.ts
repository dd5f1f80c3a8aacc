import { merchantText } from './merchant-text';

const of = (description: string, counterparty?: string) => merchantText({ description, counterparty });

describe('the merchant in a description', () => {
  it('is the counterparty where the bank names one', () => {
    expect(of('DD 8831', 'City Power')).toBe('City Power');
  });

  it('is found between what banks write around it', () => {
    expect(of('POS PURCHASE WOOLWORTHS 4417 SANDTON')).toBe('WOOLWORTHS');
    expect(of('SQ *BLUE BOTTLE 221')).toBe('BLUE BOTTLE');
    expect(of('VDC-TFI LEAP AUTO TOPUP 2')).toBe('TFI LEAP AUTO');
    expect(of('NETFLIX.COM 866-579-7172')).toBe('NETFLIX.COM');
  });

  it('is the whole text where there is no word in it', () => {
    expect(of(' 8831-22 ')).toBe('8831-22');
  });
});
