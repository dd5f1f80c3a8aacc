import { signDownload, verifyDownload } from './download-link.js';

const download = { exportId: '0199aaaa-0000-7000-8000-000000000001', userId: '0199bbbb-0000-7000-8000-000000000002' };
const token = signDownload('secret', download, 2_000);

it('tells whose which export it is, until its time is over', () => {
  expect(verifyDownload('secret', token, 1_999)).toEqual(download);
  expect(() => verifyDownload('secret', token, 2_000)).toThrow('no longer');
});

it.each([
  ['another secret', 'other', token],
  ['another export', 'secret', token.replace('0001', '0003')],
  ['another user', 'secret', token.replace('0002', '0003')],
  ['another end', 'secret', token.replace('.2000.', '.9999.')],
  ['something behind it', 'secret', `${token}.x`],
  ['no proof', 'secret', token.slice(0, token.lastIndexOf('.'))],
  ['nothing', 'secret', ''],
])('does not work with %s', (_, secret, tried) => {
  expect(() => verifyDownload(secret, tried, 1_000)).toThrow('not, or no longer, valid');
});
