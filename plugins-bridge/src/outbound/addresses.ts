import { BlockList, isIP } from 'node:net';

/** IPv4 blocks nobody's public service lives in: private, loopback, link-local with the clouds' metadata, reserved (RFC 6890). */
const refusedV4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3'],
  // Azure's platform address: metadata of the host although it looks public.
  '168.63.129.16/32',
] as const;

/** The same of IPv6, and the tunnels that carry an IPv4 address inside. */
const refusedV6 = [
  ...['::/96', '64:ff9b:1::/48', '100::/64', '2001::/32', '2001:db8::/32', '2002::/16'],
  ...['fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
] as const;

const refused = blockList(refusedV4, refusedV6);
const loopback = blockList(['127.0.0.0/8'], ['::1/128']);
/** Translated by the network to the IPv4 address in the last 32 bits (RFC 6052). */
const translated = blockList([], ['64:ff9b::/96']);

function blockList(v4: readonly string[], v6: readonly string[]): BlockList {
  const list = new BlockList();
  const add = (block: string, family: 'ipv4' | 'ipv6'): void => {
    const [network = '', length] = block.split('/');
    list.addSubnet(network, Number(length), family);
  };
  for (const block of v4) add(block, 'ipv4');
  for (const block of v6) add(block, 'ipv6');
  return list;
}

/** True for an address of the public internet, however it is written; false also for what is no address (SPEC B-12). */
export function isPublicAddress(address: string): boolean {
  const plain = withoutZone(address);
  const family = isIP(plain);
  if (family === 0) return false;
  // An IPv4-mapped address is checked as the IPv4 address by the list itself.
  if (refused.check(plain, family === 4 ? 'ipv4' : 'ipv6')) return false;
  if (family === 6 && translated.check(plain, 'ipv6')) return isPublicAddress(lastPart(plain));
  return true;
}

export function isLoopbackAddress(address: string): boolean {
  const plain = withoutZone(address);
  const family = isIP(plain);
  return family !== 0 && loopback.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}

function withoutZone(address: string): string {
  return address.split('%')[0] ?? '';
}

/** The last 32 bits of an IPv6 address as an IPv4 one. */
function lastPart(address: string): string {
  // `URL` writes every IPv6 address in one way: hexadecimal groups, the longest run of zeros as `::`.
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':').slice(-2);
  const [high = 0, low = 0] = groups.map((group) => Number.parseInt(group || '0', 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
