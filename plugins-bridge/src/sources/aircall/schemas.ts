/** Aircall's payloads of calls: an envelope around the call as it stands. Only what is used is described (facts §5.3). */
import { z } from 'zod';

const id = z.union([z.number().int(), z.string().min(1)]).transform(String);
const maybe = <T extends z.ZodType>(type: T) => type.nullish();
const text = maybe(z.string());
/** Seconds since 1970, before the year 10000. */
const time = z.number().int().nonnegative().max(253_402_300_799);

const user = z.object({ id: maybe(id), name: text, email: text });

const contact = z.object({
  first_name: text,
  last_name: text,
  emails: maybe(z.array(z.object({ value: text }))),
  phone_numbers: maybe(z.array(z.object({ value: text }))),
});

export const callSchema = z.object({
  timestamp: time,
  data: z.object({
    id,
    direction: z.enum(['inbound', 'outbound']),
    started_at: time,
    answered_at: maybe(time),
    ended_at: maybe(time),
    missed_call_reason: text,
    raw_digits: text,
    voicemail: text,
    recording: text,
    /** Page of the recording or voicemail; the addresses of the files themselves soon end. */
    asset: text,
    participants: maybe(z.array(z.object({ type: text, phone_number: text }))),
    user: maybe(user),
    contact: maybe(contact),
    comments: maybe(z.array(z.object({ content: text }))),
    tags: maybe(z.array(z.object({ name: text }))),
  }),
});
export type AircallEvent = z.infer<typeof callSchema>;
export type AircallCall = AircallEvent['data'];

export const envelopeSchema = z.object({ event: z.string().min(1) });
