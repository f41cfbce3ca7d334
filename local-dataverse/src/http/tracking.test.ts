/** Change tracking ([DOC] use-change-tracking-synchronize-data-external-systems). */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startService, table } from '../metadata/write/testing/definitions.ts';
import type { Reply, Service } from '../metadata/write/testing/definitions.ts';

let service: Service;
const TRACK = { prefer: 'odata.track-changes' };
const send: Service['send'] = (...args) => service.send(...args);
const follow = (link: string, headers?: Record<string, string>): Promise<Reply> =>
  send('GET', link.replace(/^.*\/api\/data\/v9\.2\//, ''), undefined, headers);
const make = async (body: object): Promise<string> => (await send('POST', 'contacts', body)).id;

beforeAll(async () => {
  service = await startService();
}, 30_000);
afterAll(() => service.close());

describe('odata.track-changes', () => {
  it('gives a delta link, which gives what was made, changed and deleted since', async () => {
    const [kept, changed, gone] = [
      await make({ lastname: 'kept' }),
      await make({ lastname: 'changed' }),
      await make({ lastname: 'gone' }),
    ];
    const all = await send('GET', 'contacts?$select=lastname', undefined, TRACK);
    expect(all.headers.get('preference-applied')).toBe('odata.track-changes');
    expect(all.json['value']).toHaveLength(3);
    expect(all.json['@odata.deltaLink']).toMatch(
      /contacts\?\$select=lastname&\$deltatoken=\d+!\d\d%2F\d\d%2F\d{4}%20\d\d%3A\d\d%3A\d\d$/,
    );
    expect((await follow(all.json['@odata.deltaLink'])).json['value']).toEqual([]);
    await send('PATCH', `contacts(${changed})`, { lastname: 'changed 2' });
    await send('DELETE', `contacts(${gone})`);
    const made = await make({ lastname: 'made' });
    const brief = await make({ lastname: 'brief' });
    await send('DELETE', `contacts(${brief})`);
    const delta = await follow(all.json['@odata.deltaLink']);
    expect(delta.json['@odata.context']).toMatch(/\$metadata#contacts\(lastname\)\/\$delta$/);
    expect(delta.json['value']).toEqual([
      expect.objectContaining({ contactid: changed, lastname: 'changed 2' }),
      expect.objectContaining({ contactid: made, lastname: 'made' }),
      { '@odata.context': expect.stringMatching(/#contacts\/\$deletedEntity$/), id: gone, reason: 'deleted' },
      { '@odata.context': expect.anything(), id: brief, reason: 'deleted' },
    ]);
    expect(JSON.stringify(delta.json)).not.toContain(kept);
    expect((await follow(delta.json['@odata.deltaLink'])).json['value']).toEqual([]);
    const token = /deltatoken=(.*)$/.exec(all.json['@odata.deltaLink'])?.[1] ?? '';
    expect((await send('GET', `contacts/$count?$deltatoken=${token}`)).text).toBe('4');
  });

  it('pages, and loses nothing that changes meanwhile', async () => {
    const first = await send('GET', 'contacts?$select=lastname', undefined, {
      prefer: 'odata.track-changes,odata.maxpagesize=1',
    });
    expect(first.json['@odata.deltaLink']).toBeUndefined();
    await send('PATCH', `contacts(${first.json['value'][0].contactid})`, { lastname: 'meanwhile' });
    let page = first;
    while (page.json['@odata.nextLink'] !== undefined)
      page = await follow(page.json['@odata.nextLink'], { prefer: 'odata.maxpagesize=2' });
    const delta = await follow(page.json['@odata.deltaLink']);
    expect(delta.json['value'].map((each: Record<string, unknown>) => each['lastname'])).toEqual(['meanwhile']);
  });

  it('survives a restart', async () => {
    const all = await send('GET', 'contacts?$select=lastname', undefined, TRACK);
    const id = all.json['value'][0].contactid as string;
    await send('DELETE', `contacts(${id})`);
    await service.restart();
    expect((await follow(all.json['@odata.deltaLink'])).json['value']).toEqual([
      expect.objectContaining({ id, reason: 'deleted' }),
    ]);
  }, 30_000);

  it.each(["$filter=lastname eq 'a'", '$orderby=lastname', '$top=1', '$expand=parentcustomerid_account'])(
    'refuses %s',
    async (option) => {
      const answer = await send('GET', `contacts?${option}`, undefined, TRACK);
      expect([answer.status, answer.json['error'].message]).toEqual([
        400,
        `The "${option.split('=')[0] ?? ''}" query parameter isn't supported when Change Tracking is enabled.`,
      ]);
    },
  );

  it('refuses tables without it until it is turned on, which cannot be undone', async () => {
    await send('POST', 'EntityDefinitions', table('new_Quiet'));
    const definition = "EntityDefinitions(LogicalName='new_quiet')";
    expect((await send('GET', `${definition}?$select=ChangeTrackingEnabled`)).json['ChangeTrackingEnabled']).toBe(
      false,
    );
    expect((await send('GET', 'new_quiets', undefined, TRACK)).status).toBe(400);
    expect((await send('PUT', definition, { ChangeTrackingEnabled: true })).status).toBe(204);
    expect((await send('GET', 'new_quiets', undefined, TRACK)).json['@odata.deltaLink']).toMatch(/deltatoken/);
    expect((await send('PUT', definition, { ChangeTrackingEnabled: false })).status).toBe(400);
  });

  it('refuses tokens that are old or none', async () => {
    const all = await send('GET', 'contacts?$select=lastname', undefined, TRACK);
    await service.local('PUT', 'clock', { offsetMs: 8 * 86_400_000 });
    const late = await follow(all.json['@odata.deltaLink']);
    await service.local('PUT', 'clock', { offsetMs: 0 });
    expect([late.status, late.json['error'].code]).toEqual([400, '0x80044352']);
    expect((await send('GET', 'contacts?$deltatoken=nonsense')).status).toBe(400);
  });
});
