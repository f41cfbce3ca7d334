import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventFields, People } from '@activity-logging/activity-model';
import {
  defaultOwnerId,
  email,
  ownId,
  phone,
  unique,
  type MatchingBench,
  startMatching,
} from '../test-support/matching.ts';
import { solutionsArePacked } from '../test-support/organisation.ts';

/** Against the local Dataverse with the built solutions, with the rights of the bridge; everything over sockets. */
(solutionsArePacked ? describe : describe.skip)('people', () => {
  let bench: MatchingBench;

  beforeAll(async () => {
    bench = await startMatching();
  }, 60_000);
  beforeEach(() => bench.renew());
  afterAll(async () => {
    await bench?.close();
  });

  it('B-8 the CRM id of the source comes before the address, the address before the number', async () => {
    const [a, b, c] = await Promise.all([
      bench.contact({ emailaddress1: 'order-a@x.example' }),
      bench.contact({ emailaddress1: 'order-b@x.example', telephone1: '+49 30 5550000' }),
      bench.lead({ mobilephone: '+49 30 5550001' }),
    ]);
    const all = { emails: ['order-b@x.example'], phones: ['+49 30 5550001'], crmId: a };
    expect(await bench.personOf({ people: [all] })).toEqual({ table: 'contact', id: a });
    expect(await bench.personOf({ people: [{ ...all, crmId: ownId }] })).toEqual({ table: 'contact', id: b });
    expect(await bench.personOf({ people: [{ ...all, crmId: c, crmTable: 'lead' }] })).toEqual({
      table: 'lead',
      id: c,
    });
    expect(await bench.personOf({ people: [{ ...all, emails: ['order-none@x.example'], crmId: ownId }] })).toEqual({
      table: 'lead',
      id: c,
    });
  });

  it('B-8 an address is found in each address column of contact and lead', async () => {
    const columns = ['emailaddress1', 'emailaddress2', 'emailaddress3'];
    for (const column of columns) {
      const [ofContact, ofLead] = await Promise.all([
        bench.contact({ [column]: `C-${column}@x.example` }),
        bench.lead({ [column]: `l-${column}@x.example` }),
      ]);
      expect(await bench.personOf(email(`c-${column}@x.example`))).toEqual({ table: 'contact', id: ofContact });
      expect(await bench.personOf(email(`l-${column}@x.example`))).toEqual({ table: 'lead', id: ofLead });
    }
  });

  it.each([
    ['+49 (0)30 9011-2001', 'telephone1', '+493090112001'],
    ['030/9011 2002', 'telephone2', '+493090112002'],
    ['0049-30-90112003', 'mobilephone', '+493090112003'],
    ['(030) 90 11 20 04 ext. 12', 'home2', '+493090112004'],
    ['tel:+49.30.90112005', 'address1_telephone1', '+493090112005'],
    ['49 30 90112006', 'telephone3', '+493090112006'],
    ['+1 (415) 555-2671', 'business2', '+14155552671'],
  ])('B-8 a number stored as %s in %s is found in any spelling', async (stored, column, number) => {
    const id = await bench.contact({ [column]: stored });
    expect(await bench.personOf(phone(number))).toEqual({ table: 'contact', id });
    expect(await bench.personOf(phone(stored))).toEqual({ table: 'contact', id });
    // The same last digits under another area code.
    expect(await bench.resolve(phone(number.replace(/^(\+49|\+1)\d\d/, '$140')))).toMatchObject({ found: false });
  });

  it('B-8 a call that names nobody is about whoever has the number: contact, lead, else account', async () => {
    const [ofLead, account] = await Promise.all([
      bench.lead({ telephone1: '030 7770001' }),
      bench.create('accounts', { name: unique(), telephone1: '030 7770002' }),
    ]);
    expect(await bench.peopleOf({ phoneNumber: '0049 30 7770001' })).toMatchObject({
      persons: [{ ref: { table: 'lead', id: ofLead }, key: '+49307770001' }],
    });
    expect(await bench.peopleOf({ phoneNumber: '+49307770002' })).toMatchObject({
      persons: [],
      account: { table: 'account', id: account },
    });
    expect(await bench.resolve({ phoneNumber: '+49307770003', people: [{ emails: ['no@one.example'] }] })).toEqual({
      found: false,
      reason: { code: 'person-unknown', detail: 'by e-mail address or by telephone number' },
      awaits: ['address|no@one.example', 'phone|+49307770003'],
    });
  });

  it('B-8 a stranger of a known domain leads to the account; the longest domain wins, once read for all', async () => {
    const [wide, narrow] = await Promise.all([
      bench.create('accounts', { name: unique(), al_emaildomains: 'other.example, Acme.example' }),
      bench.create('accounts', { name: unique(), al_emaildomains: 'eu.acme.example' }),
    ]);
    const { result, requests } = await bench.counted(() =>
      bench.resolveAll(['a@acme.example', 'b@mail.eu.acme.example', 'c@notacme.example', 'd@other.example'].map(email)),
    );
    expect(result).toMatchObject([
      { found: true, people: { persons: [], account: { table: 'account', id: wide } } },
      { found: true, people: { account: { id: narrow } } },
      { found: false, reason: { code: 'person-unknown' } },
      { found: true, people: { account: { id: wide } } },
    ]);
    // Addresses, domains, opportunities.
    expect(requests).toBe(3);
    expect(await bench.resolve(email('a@acme.example'), { ownDomains: ['acme.example'] })).toMatchObject({
      found: false,
    });
  });

  it('L-17, L-28 owner and host by CRM id, Entra id or address; disabled and unknown users leave it to the default owner', async () => {
    await bench.contact({ emailaddress1: 'owned@x.example' });
    const { BusinessUnitId } = (await bench.admin.read('WhoAmI()')) as { BusinessUnitId: string };
    const entraId = crypto.randomUUID();
    const user = async (name: string, more: Record<string, unknown> = {}): Promise<string> =>
      bench.create('systemusers', {
        firstname: name,
        lastname: 'User',
        domainname: `${name}@us.example`,
        internalemailaddress: `${name}@us.example`,
        'businessunitid@odata.bind': `/businessunits(${BusinessUnitId})`,
        ...more,
      });
    const [robin, gone] = [await user('robin', { azureactivedirectoryobjectid: entraId }), await user('gone')];
    await bench.patch(`systemusers(${gone})`, { isdisabled: true });
    const owned = async (ref: EventFields['user']): Promise<People> =>
      bench.peopleOf({ ...email('owned@x.example'), ...(ref ? { user: ref, host: ref } : {}) });
    expect(await owned({ entraId: entraId.toUpperCase(), name: 'R' })).toMatchObject({
      ownerId: robin,
      hostId: robin,
      userName: 'R',
    });
    expect(await owned({ crmId: robin })).toMatchObject({ ownerId: robin, userName: 'robin User' });
    expect(await owned({ email: 'robin@us.example' })).toMatchObject({ ownerId: robin });
    expect(await owned({ email: 'gone@us.example', name: 'Gone' })).toMatchObject({
      ownerId: defaultOwnerId,
      userName: 'Gone',
    });
    expect(await owned({ entraId: crypto.randomUUID(), email: 'who@us.example' })).toMatchObject({
      ownerId: defaultOwnerId,
      userName: 'who@us.example',
    });
  });

  it('L-27 a meeting counts when an attendee is known, and names whom each address is', async () => {
    const id = await bench.contact({ emailaddress3: 'attendee@x.example' });
    const people = await bench.peopleOf({
      attendees: [{ email: 'x@nobody.example' }, { email: 'attendee@x.example' }],
    });
    expect(people.persons).toMatchObject([{ ref: { table: 'contact', id } }]);
    expect(people.byAddress).toEqual({ 'attendee@x.example': { table: 'contact', id } });
  });

  it('a claim of many items takes as many requests as one', async () => {
    const ids = await Promise.all(
      Array.from({ length: 12 }, async (_, index) =>
        bench.contact(
          index % 2 ? { emailaddress1: `bulk${index}@x.example` } : { telephone1: `030 44400${10 + index}` },
        ),
      ),
    );
    const events = ids.map((_, index) =>
      index % 2 ? email(`bulk${index}@x.example`) : phone(`+493044400${10 + index}`),
    );
    const { result, requests } = await bench.counted(() => bench.resolveAll(events));
    expect(result.map((one) => one.found && one.people.persons[0]?.ref.id)).toEqual(ids);
    // Addresses, numbers, opportunities.
    expect(requests).toBe(3);
    const again = await bench.counted(() => bench.resolveAll(events));
    expect(again.result).toEqual(result);
    expect(again.requests).toBe(1);
  });
});
