/** Zoom's payload of a finished cloud recording; only what is used is described (facts §5.5). */
import { z } from 'zod';

export const recordingSchema = z.object({
  event_ts: z.number().int().nonnegative(),
  payload: z.object({
    object: z.object({
      /** Of this occurrence; `id` is the meeting's number, which a series shares. */
      uuid: z.string().min(1).max(200),
      topic: z.string().nullish(),
      start_time: z.iso.datetime({ offset: true }).nullish(),
      /** Minutes. */
      duration: z.number().nonnegative().nullish(),
      host_email: z.string().nullish(),
      share_url: z.url({ protocol: /^https?$/ }).nullish(),
    }),
  }),
});
export type ZoomRecording = z.infer<typeof recordingSchema>;

export const envelopeSchema = z.object({ event: z.string().min(1) });
