import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from './addresses.ts';

/** The shape of `dns.lookup` when it is asked for all addresses. */
export type Resolve = (
  host: string,
  options: LookupOptions & { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** The name stands for no address that may be reached. */
export class RefusedAddress extends Error {
  readonly code = 'ADDRESS_REFUSED';
  constructor(host: string) {
    super(
      `${host} resolves to no public address. If that is meant, name the host in BRIDGE_PRIVATE_HOSTS; nothing was sent.`,
    );
    this.name = 'RefusedAddress';
  }
}

/**
 * Resolves a name at the moment of connecting and gives only addresses that may be reached, so that what was checked is what is
 * connected to, also when a name server changes its answer in between (SPEC B-12). `localhost` stands for this machine alone.
 *
 * @param privateHosts names the operator allows private addresses for.
 */
export function guardedLookup(privateHosts: readonly string[], resolve: Resolve = lookup): LookupFunction {
  const allowed = new Set(privateHosts.map(plainHost));
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '');
      const host = plainHost(hostname);
      const mayReach = allowed.has(host) ? () => true : isLocal(host) ? isLoopbackAddress : isPublicAddress;
      const usable = addresses.filter(({ address }) => mayReach(address));
      const [first] = usable;
      if (!first) return done(new RefusedAddress(host), '');
      if (options.all) done(null, usable);
      else done(null, first.address, first.family);
    });
  };
}

/** Names that by their meaning are this machine (RFC 6761). */
function isLocal(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost');
}

/** Without the dot of the root: `a.example.` is `a.example`. */
function plainHost(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}
