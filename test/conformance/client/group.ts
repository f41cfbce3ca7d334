/** Group b: `dynamics-web-api` as client, over a socket, with a token. */
import { DynamicsWebApi } from 'dynamics-web-api';
import { runCases, type Group } from '../group.ts';
import type { Service } from '../service.ts';
import { background } from './background.ts';
import { batches } from './batches.ts';
import { files } from './files.ts';
import { definitions } from './definitions.ts';
import { metadata } from './metadata.ts';
import { reads } from './reads.ts';
import { relations } from './relations.ts';
import { searches } from './searches.ts';
import { tracking } from './tracking.ts';
import { prepare } from './world.ts';
import { writes } from './writes.ts';

/** Members that talk to no server. */
const LOCAL = new Set(['setConfig', 'initializeInstance', 'Utility']);

export const clientGroup: Group = {
  letter: 'b',
  title: 'dynamics-web-api 2.5.0 as client',
  async run(service) {
    const used = new Set<string>();
    const world = await prepare(() => clientOf(service, used));
    const cases = [
      ...writes,
      ...reads,
      ...relations,
      ...batches,
      ...files,
      ...tracking,
      ...searches,
      ...metadata,
      ...definitions,
      ...background,
    ];
    const failures = await runCases(cases, world);
    const untried = Object.keys(clientOf(service, new Set())).filter((name) => !used.has(name) && !LOCAL.has(name));
    failures.push(...untried.map((name) => `no case calls ${name}`));
    return { checked: cases.length, failures, notes: [] };
  },
};

/** A client that notes which of its members cases touch: every verb shall have a case. */
function clientOf(service: Service, used: Set<string>): DynamicsWebApi {
  const client = new DynamicsWebApi({
    serverUrl: service.url,
    dataApi: { version: '9.2' },
    onTokenRefresh: () => Promise.resolve(service.token),
  });
  return new Proxy(client, {
    get(target, name) {
      if (typeof name === 'string') used.add(name);
      return Reflect.get(target, name) as unknown;
    },
  });
}
