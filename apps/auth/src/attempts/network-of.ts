import { isIPv6 } from 'node:net';

/**
 * The network that attempts are counted by: an IPv4 address itself, the /64 of an IPv6 address (one customer has at least
 * that many addresses to choose from). Anything else is taken as it is.
 */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return mapped;
  const address = ip.split('%')[0]!;
  if (!isIPv6(address)) return ip;
  // The URL parser writes any spelling in one canonical form: lower case, no leading zeros, the longest run of zeros as "::".
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail = ''] = canonical.split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const zeros = canonical.includes('::') ? Array<string>(8 - before.length - after.length).fill('0') : [];
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}
