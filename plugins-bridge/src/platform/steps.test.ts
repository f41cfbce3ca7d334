import { describe, expect, it } from '@jest/globals';
import type { DataverseClient } from '../dataverse/client.ts';
import { connectSteps } from './steps.ts';
import { defaultSteps, stepName } from './wanted-steps.ts';

const wanted = defaultSteps.map(({ message, table }) => ({ message, table: String(table) }));

/** An organisation that offers what `has` says, asked over the client; it keeps the paths it was asked. */
function organisation(has: (table: string, message: string) => boolean) {
  const asked: string[] = [];
  const written: string[] = [];
  const filters = wanted
    .filter(({ message, table }) => has(table, message))
    .map(({ message, table }, index) => ({
      sdkmessagefilterid: `filter-${index}`,
      primaryobjecttypecode: table,
      sdkmessageid: { sdkmessageid: `message-${message}`, name: message },
    }));
  const answers: readonly [RegExp, () => unknown[]][] = [
    [/^sdkmessagefilters/, () => filters],
    [/^serviceendpoints/, () => [{ serviceendpointid: 'endpoint', url: 'https://bridge.example/hook' }]],
    [/./, () => []],
  ];
  const client: Pick<DataverseClient, 'read' | 'write'> = {
    async read(path) {
      asked.push(path);
      return { value: answers.find(([pattern]) => pattern.test(path))?.[1]() };
    },
    async write({ method, path, body }) {
      written.push(`${method} ${path} ${JSON.stringify(body)}`);
      return { status: 204, headers: {}, body: undefined };
    },
  };
  return { client: client as DataverseClient, asked, written };
}
const address = { url: 'https://bridge.example/hook', secret: 'secret' };

describe('connect', () => {
  it('B-10 an organisation without lead: its steps are reported as unavailable, the others are made', async () => {
    const { client, asked, written } = organisation((table) => table !== 'lead');
    const report = await connectSteps(client, address);
    const names = defaultSteps.map(stepName);
    expect(report.unavailable).toEqual(names.filter((name) => name.endsWith(' of lead')));
    expect(report.unavailable).toHaveLength(6);
    expect(report.created).toEqual(names.filter((name) => !name.endsWith(' of lead')));
    expect(written.filter((text) => text.startsWith('POST sdkmessageprocessingsteps'))).toHaveLength(
      report.created.length,
    );
    // One question for all of them.
    expect(asked.filter((path) => path.startsWith('sdkmessage') && !path.includes('_eventhandler'))).toHaveLength(1);
    expect(asked.every((path) => path.length < 4000)).toBe(true);
  });

  it('B-10 a message that takes no steps on a table is reported too', async () => {
    const { client } = organisation((table, message) => !(table === 'account' && message === 'Merge'));
    expect((await connectSteps(client, address)).unavailable).toEqual(['Merge of account']);
  });
});
