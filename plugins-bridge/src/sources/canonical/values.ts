import { z } from 'zod';

/** Texts of the rules; the sender reads them beside the field and the value. */
export const rules = {
  time: 'must be an ISO 8601 time with an offset, e.g. 2026-01-22T01:22:45.5-05:00 or 2026-01-22T06:22:45Z, of the years 1754 to 9998',
  date: 'must be a date (2026-01-31) or an ISO 8601 time with an offset',
  email: 'must be an e-mail address such as ann@example.com, without name or spaces',
  guid: 'must be an id of Dataverse or Entra, e.g. 7f0a2c1e-0000-4000-8000-000000000001',
  id: 'must be text of 1 to 200 characters without control characters, or a whole number',
  version: 'must be text of 1 to 100 characters (a time, best), or a whole number',
  source: 'must be 1 to 50 of the characters a-z, 0-9 and -',
  url: 'must be an http or https address',
} as const;

/** Any offset → UTC with milliseconds. Dataverse keeps no time before 1753; the margin is for the offset. */
const clock = (rule: string) =>
  z.iso
    .datetime({ offset: true, error: rule })
    .refine((text) => inRange(text), rule)
    .transform((text) => new Date(text).toISOString());
const inRange = (text: string): boolean => text.slice(0, 4) >= '1754' && text.slice(0, 4) <= '9998';

export const time = clock(rules.time);

/** A day is taken as its noon in UTC, which is that day almost everywhere. */
export const dateOrTime = z.union(
  [
    z.iso
      .date()
      .refine(inRange)
      .transform((day) => `${day}T12:00:00.000Z`),
    clock(rules.date),
  ],
  { error: rules.date },
);

export const email = z
  .string()
  .max(320, rules.email)
  .regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/, rules.email)
  .toLowerCase();

export const guid = z.guid({ error: rules.guid }).toLowerCase();

export const url = z.url({ protocol: /^https?$/, error: rules.url });

const wholeNumber = z.int().min(0);

/** Numbers are kept as the text they are written with. */
export const id = z
  // Without the flag u, so that every validator of the published schema reads the pattern.
  .union([z.string().regex(/^[^\u0000-\u001f\u007f]{1,200}$/, rules.id), wholeNumber], { error: rules.id })
  .transform(String);

export const version = z.union([z.string().min(1).max(100), wholeNumber], { error: rules.version }).transform(String);

const text = z.string();

export const address = z.strictObject({ email, name: text.exactOptional() });

export const attendee = z.strictObject({
  email,
  name: text.exactOptional(),
  organizer: z.boolean().exactOptional(),
  optional: z.boolean().exactOptional(),
  noShow: z.boolean().exactOptional(),
  status: z.enum(['needsAction', 'accepted', 'tentative', 'declined']).exactOptional(),
});

/** At least one member must say something. */
const named = (members: object): boolean => Object.keys(members).length > 0;

export const person = z
  .strictObject({
    sourceId: id.exactOptional().describe('Id of the person in the sending system.'),
    emails: z.array(email).exactOptional(),
    phones: z.array(text).exactOptional(),
    name: text.exactOptional(),
    crmId: guid.exactOptional().describe('contactid or leadid in Dataverse.'),
    crmTable: z.enum(['contact', 'lead']).exactOptional(),
  })
  .refine(named, 'must name the person by at least one of sourceId, emails, phones, name, crmId');

export const user = z
  .strictObject({
    sourceId: id.exactOptional().describe('Id of the user in the sending system.'),
    email: email.exactOptional(),
    name: text.exactOptional(),
    entraId: guid.exactOptional().describe('Object id of the user in Entra.'),
    crmId: guid.exactOptional().describe('systemuserid in Dataverse.'),
  })
  .refine(named, 'must name the user by at least one of sourceId, email, name, entraId, crmId');

/** An account or an opportunity. */
export const crmRef = (column: string) =>
  z
    .strictObject({
      sourceId: id.exactOptional().describe('Id in the sending system.'),
      crmId: guid.exactOptional().describe(`${column} in Dataverse.`),
    })
    .refine(named, 'must carry sourceId or crmId');

export const body = z.union(
  [
    text.transform((content) => ({ format: 'text' as const, content })),
    z.strictObject({ format: z.enum(['text', 'html']), content: text }),
  ],
  { error: 'must be text, or { "format": "text" or "html", "content": … }' },
);

export const threadText = z.strictObject({
  id: id.describe('Unique within the conversation.'),
  at: time,
  direction: z.enum(['incoming', 'outgoing']),
  text,
});

export const actionItem = z.strictObject({
  id: id.describe('Unique within the note.'),
  title: text.min(1),
  dueOn: dateOrTime.nullable().exactOptional(),
  owner: user.exactOptional(),
  done: z.boolean().exactOptional(),
});
