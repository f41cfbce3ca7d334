import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSignedIn, type SignedIn } from './testing/signed-in.ts';
import { CONTACT_MAIN_FORM_ID } from './wellknown.ts';

let platform: SignedIn;
beforeEach(async () => void (platform = await startSignedIn()), 30_000);
afterEach(() => platform.close());

describe('publishing', () => {
  it('PublishXml publishes the named tables and refuses unknown ones', async () => {
    const publish = (xml: unknown): ReturnType<SignedIn['api']> =>
      platform.api('POST', 'PublishXml', { ParameterXml: xml });
    const before = String(
      (await platform.api('GET', `systemforms(${CONTACT_MAIN_FORM_ID})?$select=publishedon`)).json['publishedon'],
    );
    expect(
      (await publish('<importexportxml><entities><entity>contact</entity></entities></importexportxml>')).status,
    ).toBe(204);
    expect(
      String(
        (await platform.api('GET', `systemforms(${CONTACT_MAIN_FORM_ID})?$select=publishedon`)).json['publishedon'],
      ) >= before,
    ).toBe(true);
    expect(
      await publish('<importexportxml><entities><entity>nobody</entity></entities></importexportxml>'),
    ).toMatchObject({ status: 400, json: { error: { message: expect.stringContaining('nobody') } } });
    expect((await publish('<importexportxml><entities>')).status).toBe(400);
    expect((await platform.api('POST', 'PublishAllXml')).status).toBe(204);
  });

  it('changes to forms and web resources wait for it; RetrieveUnpublished shows them', async () => {
    const form = `systemforms(${CONTACT_MAIN_FORM_ID})`;
    const name = async (path: string): Promise<unknown> =>
      (await platform.api('GET', `${path}?$select=name`)).json['name'];
    const before = await name(form);
    expect((await platform.api('PATCH', form, { name: 'Renamed' })).status).toBe(204);
    expect((await platform.api('PATCH', form, { description: 'Why' })).status).toBe(204);
    expect(await name(form)).toBe(before);
    expect(await name(`${form}/Microsoft.Dynamics.CRM.RetrieveUnpublished()`)).toBe('Renamed');
    const all = await platform.api(
      'GET',
      "systemforms/Microsoft.Dynamics.CRM.RetrieveUnpublishedMultiple()?$select=name&$filter=name eq 'Renamed'",
    );
    expect(all.json.value).toHaveLength(1);
    await platform.api('POST', 'PublishXml', {
      ParameterXml: '<importexportxml><entities><entity>account</entity></entities></importexportxml>',
    });
    expect(await name(form)).toBe(before);
    await platform.restart();
    await platform.api('POST', 'PublishXml', {
      ParameterXml: '<importexportxml><entities><entity>contact</entity></entities></importexportxml>',
    });
    expect((await platform.api('GET', `${form}?$select=name,description`)).json).toMatchObject({
      name: 'Renamed',
      description: 'Why',
    });
    const made = await platform.api(
      'POST',
      'webresourceset',
      { name: 'new_/a.js', webresourcetype: 3, content: 'YQ==' },
      { prefer: 'return=representation' },
    );
    const resource = `webresourceset(${String(made.json['webresourceid'])})`;
    expect((await platform.api('GET', resource)).json['content']).toBe('YQ==');
    await platform.api('PATCH', resource, { content: 'Yg==' });
    expect((await platform.api('GET', resource)).json['content']).toBe('YQ==');
    expect((await platform.api('POST', 'PublishAllXml')).status).toBe(204);
    expect((await platform.api('GET', resource)).json['content']).toBe('Yg==');
  });
});
