import { describe, expect, it } from '@jest/globals';
import { defaultSettings, type LoggingSettings, mappingToRow, settingsToRow } from '@activity-logging/activity-model';
import type { Operation, PartResponse } from '../dataverse/batch.ts';
import type { DataverseClient } from '../dataverse/client.ts';
import type { TableInfo } from '../dataverse/metadata.ts';
import { PassingFailure } from '../failures.ts';
import { createLogger } from '../log.ts';
import { reason } from '../reasons.ts';
import { type Swept, watchConfiguration } from './watch.ts';

const info = (table: string): TableInfo => ({
  table,
  set: `${table}s`,
  primaryId: `${table}id`,
  columns: new Map(),
  navigation: () => undefined,
});
const row = (settings: LoggingSettings, applied: LoggingSettings): Record<string, unknown> => ({
  '@odata.etag': 'W/"7"',
  ...settingsToRow(settings),
  al_appliedsettings: JSON.stringify(settingsToRow(applied)),
});
const mapping = {
  al_fieldmappingid: 'm1',
  ...mappingToRow({
    ...{ id: 'm1', name: 'Campaign', kind: 'email', table: 'email', column: 'category' },
    ...{ path: 'data.custom.campaign', whenEmpty: 'skip' },
  }),
};
const issue: Operation = { method: 'PATCH', path: 'al_loggingissues(1)', body: {} };

/** Looks once at a configuration that was changed from e-mails to tasks with calls off. @returns the change sets that were sent */
async function look(tellSwept: (swept: Swept) => Promise<Operation>): Promise<string[][]> {
  const before: LoggingSettings = { ...defaultSettings, emailTarget: 'email' };
  const after: LoggingSettings = { ...defaultSettings, log: { ...defaultSettings.log, call: false } };
  const sent: string[][] = [];
  const answer = (body: unknown): PartResponse => [{ status: 200, headers: {}, body }];
  const unexpected = (): never => {
    throw new Error('only batches are expected');
  };
  const client: DataverseClient = {
    ...{ send: unexpected, read: unexpected, write: unexpected, requests: () => sent.length },
    async batch(parts) {
      const [first] = parts;
      if (!first || !('operations' in first)) return [answer(row(after, before)), answer({ value: [mapping] })];
      sent.push(first.operations.map(({ method, path }) => `${method} ${path}`));
      return [first.operations.map(() => ({ status: 204, headers: {}, body: undefined }))];
    },
  };
  const metadata = { table: async (name: string) => info(name), refresh: () => undefined };
  const watch = watchConfiguration({ client, metadata, log: createLogger('silent'), tellSwept });
  await watch.refresh();
  return sent;
}

describe('watching the configuration', () => {
  it('L-10 what is cleared and the issue that tells of it are one change set under the ETag of the row', async () => {
    const swept: Swept[] = [];
    const sent = await look(async (one) => {
      swept.push(one);
      return issue;
    });
    expect(swept).toMatchObject([{ switched: ['voicemail'], removed: [{ id: 'm1' }], change: 'W/"7"' }]);
    expect(sent).toEqual([
      [
        'PATCH al_loggingconfigurations(a1a1a1a1-0000-4000-8000-000000000001)',
        'DELETE al_fieldmappings(m1)',
        'PATCH al_loggingissues(1)',
      ],
    ]);
  });

  it('L-10 nothing is cleared while it cannot be told: the next look does both', async () => {
    expect(
      await look(async () => {
        throw new PassingFailure(reason('platform-unavailable'));
      }),
    ).toEqual([]);
  });
});
