import { EMAIL_POLICY, IP_POLICY, throttleDelay } from './throttle-delay.js';

describe('throttleDelay', () => {
  it('is nothing for the first failures, then doubles up to a quarter of an hour', () => {
    const delays = Array.from({ length: 15 }, (_, i) => throttleDelay(i + 1, EMAIL_POLICY));
    expect(delays).toEqual([0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900]);
  });

  it('begins later for a network address, and stays finite after very many failures', () => {
    expect([19, 20, 21].map((failures) => throttleDelay(failures, IP_POLICY))).toEqual([0, 5, 10]);
    expect(throttleDelay(100_000, IP_POLICY)).toBe(900);
  });
});
