import { existsSync } from 'node:fs';

import { processorMs, Watchdog } from './watchdog.js';

test('a process that uses ten seconds of the processor without an answer hangs', () => {
  const watchdog = new Watchdog();
  watchdog.answered(5_000);
  expect([watchdog.check(6_000), watchdog.check(14_990)]).toEqual([undefined, undefined]);
  expect(watchdog.check(15_000)).toBe('no end after 10.0 s of processor time');
});

test('an answer begins the count anew', () => {
  const watchdog = new Watchdog();
  for (let i = 0; i < 59; i++) expect(watchdog.check(9_000)).toBeUndefined();
  watchdog.answered(9_000);
  expect(watchdog.check(18_000)).toBeUndefined();
});

test('a process that waits for ever hangs, also where its processor time is not known', () => {
  for (const busyMs of [0, undefined]) {
    const watchdog = new Watchdog();
    const found = Array.from({ length: 60 }, () => watchdog.check(busyMs));
    expect(found.slice(0, -1).every((text) => text === undefined)).toBe(true);
    expect(found.at(-1)).toBe('no end after 60 s');
  }
});

(existsSync('/proc/self/stat') ? test : test.skip)('the processor time of a process is what it says itself', () => {
  const own = (): number => (process.cpuUsage().user + process.cpuUsage().system) / 1_000;
  const before = own();
  const seen = processorMs(process.pid) as number;
  // In ticks of 10 ms, of user and of kernel time.
  expect(seen).toBeGreaterThanOrEqual(before - 40);
  expect(seen).toBeLessThanOrEqual(own() + 40);
  expect(processorMs(undefined)).toBeUndefined();
});
