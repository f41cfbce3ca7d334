import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EventFields } from './event.ts';
import { screen } from './screen.ts';
import { defaultSettings, type LoggingSettings } from './settings.ts';

const settings: LoggingSettings = { ...defaultSettings, ownDomains: ['us.example'] };
const internal = 'only addresses of own domains (L-25)';
const excluded = 'an address or domain is excluded (L-25)';
const automated = 'sent by a machine (L-25)';
const optedOut = 'the user opted out of logging (L-30)';
const mail = (from: string, ...to: string[]): EventFields => ({
  from: { email: from },
  to: to.map((email) => ({ email })),
});

describe('screen', () => {
  it.each<[string, EventFields, string | undefined]>([
    ['own to own', mail('robin@us.example', 'kim@us.example'), internal],
    ['a domain below an own one', mail('robin@us.example', 'kim@de.us.example'), internal],
    ['a domain that only ends alike', mail('robin@us.example', 'kim@not-us.example'), undefined],
    ['somebody from outside', mail('robin@us.example', 'kim@us.example', 'ann@x.example'), undefined],
    ['cc from outside', { ...mail('robin@us.example', 'kim@us.example'), cc: [{ email: 'ann@x.example' }] }, undefined],
    [
      'bcc from outside',
      { ...mail('robin@us.example', 'kim@us.example'), bcc: [{ email: 'ann@x.example' }] },
      undefined,
    ],
    [
      'the person from outside',
      { ...mail('r@us.example', 'k@us.example'), people: [{ emails: ['ann@x.example'] }] },
      undefined,
    ],
    [
      'a person known by number alone',
      { ...mail('r@us.example', 'k@us.example'), people: [{ phones: ['+1'] }] },
      undefined,
    ],
    ['a meeting among colleagues', { attendees: [{ email: 'a@us.example' }, { email: 'b@us.example' }] }, internal],
    ['nobody named', {}, undefined],
    ['a call to a number', { people: [{ phones: ['+12025550100'] }], user: { email: 'robin@us.example' } }, undefined],
  ])('L-25 internal only: %s', (_name, fields, expected) => {
    expect(screen(fields, 'robin@us.example', settings)).toBe(expected);
  });

  it('L-25 without own domains nothing is internal', () => {
    expect(screen(mail('robin@us.example', 'kim@us.example'), undefined, defaultSettings)).toBeUndefined();
  });

  it.each<[string, EventFields, string | undefined]>([
    ['an address', mail('robin@us.example', 'law@firm.example'), excluded],
    ['in any case', mail('robin@us.example', 'Law@Firm.Example'), excluded],
    ['another address of its domain', mail('robin@us.example', 'info@firm.example'), undefined],
    ['a domain', mail('robin@us.example', 'any@secret.example'), excluded],
    ['a domain below it', mail('robin@us.example', 'any@mail.secret.example'), excluded],
    ['one of several', mail('robin@us.example', 'ann@x.example', 'any@secret.example'), excluded],
    ['an attendee', { attendees: [{ email: 'any@secret.example' }] }, excluded],
    ['the person', { people: [{ emails: ['any@secret.example'] }] }, excluded],
  ])('L-25 excluded: %s', (_name, fields, expected) => {
    const excluding = { ...settings, excludedAddresses: ['law@firm.example', 'secret.example'] };
    expect(screen(fields, 'robin@us.example', excluding)).toBe(expected);
  });

  it.each([
    ...[
      'mailer-daemon',
      'MAILER-DAEMON',
      'postmaster',
      'no-reply',
      'noreply',
      'no_reply',
      'donotreply',
      'do-not-reply',
    ],
    ...['bounce', 'bounces+17=ann', 'noreply+17', 'calendar-noreply', 'auto-reply'],
  ])('L-25 sent by a machine: %s', (local) => {
    const fields = mail(`${local}@x.example`, 'robin@us.example');
    expect(screen(fields, undefined, settings)).toBe(automated);
    expect(screen(fields, undefined, { ...settings, skipAutomated: false })).toBeUndefined();
  });

  it.each(['norbert', 'bouncer', 'postmasterson', 'reply', 'noreplyington'])('L-25 sent by a person: %s', (local) => {
    expect(screen(mail(`${local}@x.example`, 'robin@us.example'), undefined, settings)).toBeUndefined();
  });

  it("L-25 the source's own word that a machine sent it", () => {
    expect(screen({ ...mail('ann@x.example', 'r@us.example'), automated: true }, undefined, settings)).toBe(automated);
    expect(screen({ direction: 'incoming', people: [{ emails: ['noreply@x.example'] }] }, undefined, settings)).toBe(
      automated,
    );
    expect(
      screen({ direction: 'outgoing', people: [{ emails: ['noreply@x.example'] }] }, undefined, settings),
    ).toBeUndefined();
  });

  it('L-30 a user who opted out is not logged, by the address of payload or directory', () => {
    const out = { ...settings, optedOutUsers: ['robin@us.example'] };
    const fields = mail('robin@us.example', 'ann@x.example');
    expect(screen(fields, 'Robin@us.example', out)).toBe(optedOut);
    expect(screen({ ...fields, user: { email: 'robin@us.example' } }, undefined, out)).toBe(optedOut);
    expect(screen(fields, 'kim@us.example', out)).toBeUndefined();
  });

  it('L-25, L-30 no reason carries an address', () => {
    const address = fc
      .tuple(fc.constantFrom('ann', 'noreply', 'bounce'), fc.constantFrom('us.example', 'x.example'))
      .map(([local, domain]) => `${local}@${domain}`);
    fc.assert(
      fc.property(
        fc.array(address, { maxLength: 4 }),
        address,
        fc.array(address, { maxLength: 2 }),
        (to, from, listed) => {
          const rules = { ...settings, excludedAddresses: listed, optedOutUsers: listed };
          const reason = screen(mail(from, ...to), from, rules);
          expect([undefined, internal, excluded, automated, optedOut]).toContain(reason);
          if (to.some((one) => one.endsWith('@x.example'))) expect(reason).not.toBe(internal);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
