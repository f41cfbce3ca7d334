/** What logs in one line: a queue and the bridges at it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startPostgres } from '../../plugins-bridge/src/test-support/postgres.ts';
import { inRoot } from '../../tools/paths.ts';
import type { AppRegistration, DataverseAddress } from '../../tools/start/crm.ts';
import { type BridgePart, bridgePart } from '../support/processes.ts';
import type { Victims } from './disturb.ts';

export const queueKinds = ['sqlite', 'postgres'] as const;
export type QueueKind = (typeof queueKinds)[number];

/** At a queue in PostgreSQL one bridge goes on while the other is killed; a file is of one bridge alone. */
const bridgesAt: Readonly<Record<QueueKind, number>> = { sqlite: 1, postgres: 2 };

export interface Line {
  readonly queue: QueueKind;
  readonly bridges: readonly BridgePart[];
  readonly victims: Pick<Victims, 'bridges' | 'postgres'>;
  /** What the bridges say of their queue, and the end of their logs, which hold warnings alone. */
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
  const postgres = queue === 'postgres' ? await startPostgres() : undefined;
  const bridges: BridgePart[] = [];
  const names: string[] = [];
  const stop = async (): Promise<void> => {
    for (const bridge of bridges) await bridge.stop();
    await postgres?.stop();
  };
  const clock = pathToFileURL(inRoot('test/faults/clock.ts')).href;
  const env = {
    NODE_OPTIONS: `--import=${clock} --disable-warning=ExperimentalWarning`,
    CLOCK_FILE: clockFile,
    ...(postgres ? { BRIDGE_QUEUE_URL: postgres.url } : {}),
  };
  try {
    for (let at = 1; at <= bridgesAt[queue]; at += 1) {
      const name = `bridge-${queue}-${at}`;
      names.push(name);
      // Alone: one that starts again while the platform is away is to take events at once.
      const bridge = await bridgePart({ folder, name, address, app, env, alone: true });
      await bridge.start();
      bridges.push(bridge);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    queue,
    bridges,
    victims: {
      bridges,
      ...(postgres ? { postgres: { kill: () => postgres.kill9(), start: () => postgres.restart() } } : {}),
    },
    async complaints() {
      const said = await Promise.all(
        bridges.map(async ({ adminUrl }, at) => {
          // One that has ended by itself is what is to be reported; its log says why.
          const answer = await fetch(`${adminUrl}/status`).catch((error: unknown) => error);
          return answer instanceof Response
            ? (await answer.text()).slice(0, 1000)
            : `${names[at]} does not answer: ${String(answer)}`;
        }),
      );
      const logs = names.flatMap((name) =>
        readFileSync(join(folder, 'logs', `${name}.log`), 'utf8')
          .trim()
          .split('\n')
          .slice(-50),
      );
      return [...said, ...logs];
    },
    stop,
  };
}
