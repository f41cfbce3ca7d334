/** What logs in one line: a queue and the bridges at it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../../tools/paths.ts';
import type { AppRegistration, DataverseAddress } from '../../tools/start/crm.ts';
import { bridgePart } from '../support/processes.ts';
import type { Victims } from './disturb.ts';

export const queueKinds = ['sqlite'] as const;
export type QueueKind = (typeof queueKinds)[number];

export interface Line {
  readonly queue: QueueKind;
  /** Where events go. */
  readonly urls: readonly string[];
  readonly adminUrls: readonly string[];
  readonly victims: Pick<Victims, 'bridges' | 'postgres'>;
  /** The end of the bridges' logs, which hold warnings alone, and what they parked. */
  complaints(): Promise<string[]>;
  stop(): Promise<void>;
}

export async function startLine(settings: {
  readonly queue: QueueKind;
  readonly folder: string;
  readonly clockFile: string;
  readonly address: DataverseAddress;
  readonly app: AppRegistration;
}): Promise<Line> {
  const { queue, folder, clockFile, address, app } = settings;
  const name = `bridge-${queue}`;
  const clock = pathToFileURL(inRoot('test/faults/clock.ts')).href;
  const env = { NODE_OPTIONS: `--import=${clock} --disable-warning=ExperimentalWarning`, CLOCK_FILE: clockFile };
  // Alone: one that starts again while the platform is away is to take events at once.
  const bridge = await bridgePart({ folder, name, address, app, env, alone: true });
  await bridge.start();
  return {
    queue,
    urls: [bridge.url],
    adminUrls: [bridge.adminUrl],
    victims: { bridges: [bridge] },
    async complaints() {
      const file = join(folder, 'logs', `${name}.log`);
      const log = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-10) : [];
      const status = await (await fetch(`${bridge.adminUrl}/status`)).text();
      return [status.slice(0, 1000), ...log];
    },
    stop: () => bridge.stop(),
  };
}
