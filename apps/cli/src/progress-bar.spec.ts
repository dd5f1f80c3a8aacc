import { PassThrough } from 'node:stream';
import { ProgressBar, progressLine } from './progress-bar.js';

it('shows how far it is', () => {
  expect(progressLine('a.csv', 330, 1000, 'Reading')).toBe(
    `a.csv  [${'#'.repeat(10)}${'-'.repeat(20)}]   33 %  330 of 1000  Reading`,
  );
  expect(progressLine('a.csv', 5, 4)).toContain(`[${'#'.repeat(30)}]  100 %`);
  expect(progressLine('a.csv', 12, undefined, 'Reading')).toBe('a.csv  12  Reading');
});

it('writes on one line to a terminal and nothing to a pipe', () => {
  const pipe = new PassThrough();
  const bar = new ProgressBar('x', pipe);
  bar.update(1, 2);
  bar.end();
  expect(pipe.read()).toBeNull();

  const terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 20 });
  const shown = new ProgressBar('x', terminal as never);
  shown.update(1, 2);
  shown.update(1, 2);
  shown.end();
  const line = `\r\u001b[2K${progressLine('x', 1, 2).slice(0, 19)}`;
  expect(String(terminal.read())).toBe(`${line}\r\u001b[2K`);
});
