import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Bridge } from '../../../plugins-bridge/src/bridge.ts';
import { type Postgres, postgresMissing, startPostgres } from '../../../plugins-bridge/src/test-support/postgres.ts';
import { type Line, startLine } from '../../support/rules-line.ts';

const ann = 'ann@alder.example';
const minute = (at: number): string => new Date(Date.UTC(2026, 0, 22, 8, at)).toISOString();
const text = (at: number): object => ({ id: `t${at}`, at: minute(at), direction: 'incoming', text: `Text at ${at}` });
const missing = postgresMissing;
if (missing !== undefined) console.warn(`Bridges with one queue are not tested: ${missing}`);

(missing === undefined ? describe : describe.skip)('two bridges with one queue', () => {
  let postgres: Postgres;
  let line: Line;
  let second: Bridge;

  beforeAll(async () => {
    postgres = await startPostgres();
    line = await startLine({ queueUrl: postgres.url });
    await line.create('contacts', { lastname: 'Berg', emailaddress1: ann });
    await line.start();
    second = await line.another();
  }, 120_000);
  afterAll(async () => {
    await line?.close();
    await postgres?.stop();
  });

  const message = (id: string, at: number): object => {
    const people = [{ emails: [ann] }];
    return { kind: 'message', id, version: minute(at), source: 'chat', people, texts: [text(at)] };
  };
  const told = async (id: string): Promise<unknown[]> => {
    const rows = await line.rows('tasks', `startswith(al_sourceid,'${id}|')`, '&$orderby=al_occurredon');
    return rows.map((row) => [row['al_occurredon'], row['actualend'], row['description'], row['statecode']]);
  };

  it('L-20 texts of one conversation that reach different bridges make the rows they would make at one', async () => {
    const times = [0, 40, 80, 150, 300];
    for (const at of times) await line.tell(message('one', at));
    expect(await told('one')).toHaveLength(3);
    // The text that joins the first two threads comes last, to the bridge that has seen neither.
    for (const [index, at] of [80, 0, 300, 150].entries())
      await line.tell(message('two', at), index % 2 === 0 ? undefined : second);
    await line.tell(message('two', 40), second);
    expect(await told('two')).toEqual(await told('one'));
  });

  it('B-4 events of one item that reach both bridges at once end as the newest one says', async () => {
    const versions = Array.from({ length: 20 }, (_, index) => index);
    const note = (version: number): object => ({
      ...{ kind: 'note', id: 'raced', version: minute(version), source: 'crm', body: `Version ${version}` },
      ...{ occurredOn: minute(0), people: [{ emails: [ann] }] },
    });
    await Promise.all(versions.map((version) => line.tell(note(version), version % 2 === 0 ? undefined : second)));
    expect(await line.rows('tasks', "al_sourceid eq 'raced'")).toMatchObject([{ description: 'Version 19' }]);
  });
});
