/**
 * Verbs of the client that the local Dataverse does not carry out so far. Each must still be answered 501, so that the list cannot rot:
 * whoever builds one moves its case to the others.
 */
import { refused, type World } from './world.ts';
import type { Case } from '../group.ts';

const SOME = '5c300000-0000-4000-8000-000000000001';

export const notYet: readonly Case<World>[] = [
  {
    name: 'getBackgroundOperationStatus',
    run: async ({ api }) => void (await api.getBackgroundOperationStatus(SOME)),
  },
  { name: 'cancelBackgroundOperation', run: async ({ api }) => void (await api.cancelBackgroundOperation(SOME)) },
];

/** The case that proves the other one's place in the list. */
export function stillMissing(each: Case<World>): Case<World> {
  return { name: `not yet: ${each.name}`, run: (world) => refused(() => each.run(world), 501) };
}
