import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { downloadRates } from './download-rates.js';
import { publishedDay } from './schedule-fetch.js';

describe('fetching a file of rates', () => {
  let server: Server;
  let answer: RequestListener;
  let url: string;

  beforeAll(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rates.csv`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const never = new AbortController().signal;

  it('gives the bytes as they are, from wherever it is sent', async () => {
    const bytes = Buffer.from([0x50, 0x4b, 3, 4, 0, 255]);
    answer = ({ url: path }, response) => {
      if (path === '/elsewhere') response.end(bytes);
      else response.writeHead(302, { location: '/elsewhere' }).end();
    };
    expect(await downloadRates(url, never)).toEqual(bytes);
  });

  it.each([404, 500, 503])('fails over an answer of %i', async (status) => {
    answer = (_, response) => response.writeHead(status).end('Date,USD\n2026-03-02,1.1\n');
    await expect(downloadRates(url, never)).rejects.toThrow(`RATES_URL answered ${status}`);
  });

  it('waits neither for an answer that does not come nor for one that does not end', async () => {
    answer = () => undefined;
    await expect(downloadRates(url, never, 50)).rejects.toMatchObject({ name: 'TimeoutError' });
    answer = (_, response) => response.write('Date,USD\n');
    await expect(downloadRates(url, never, 50)).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('fails over a connection that breaks off', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('Date,USD\n', () => response.destroy());
    };
    await expect(downloadRates(url, never)).rejects.toThrow();
  });

  it('stops when told to', async () => {
    const stop = new AbortController();
    answer = () => stop.abort(new Error('The process ends'));
    await expect(downloadRates(url, stop.signal)).rejects.toThrow('The process ends');
  });

  it('takes no more than a file of rates can have', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    let sent = 0;
    answer = (_, response) => {
      const more = (): void => {
        sent += 1;
        response.write(megabyte, (error) => error ?? (sent < 200 ? more() : response.end()));
      };
      more();
    };
    await expect(downloadRates(url, never)).rejects.toMatchObject({ name: 'RateFileError' });
    expect(sent).toBeLessThan(200);
  });
});

describe('the day of the published rates', () => {
  it.each([
    ['2026-03-02T15:29:59Z', '2026-03-01'],
    ['2026-03-02T15:30:00Z', '2026-03-02'],
    ['2026-03-03T00:10:00Z', '2026-03-02'],
    ['2026-01-01T03:00:00Z', '2025-12-31'],
  ])('is at %s the %s', (now, day) => {
    expect(publishedDay(new Date(now))).toBe(day);
  });
});
