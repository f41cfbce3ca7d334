import type { People, Ref } from './people.ts';

/** Contact, lead or user with this address, as far as one was found. */
export function refByAddress({ byAddress }: People, address: string | undefined): Ref | undefined {
  // Own members only: an address is whatever somebody wrote, `constructor` too.
  return address !== undefined && Object.prototype.hasOwnProperty.call(byAddress, address)
    ? byAddress[address]
    : undefined;
}
