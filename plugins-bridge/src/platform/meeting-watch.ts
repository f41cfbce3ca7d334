import type { DataverseClient } from '../dataverse/client.ts';
import type { Metadata } from '../dataverse/metadata.ts';
import { readAppointmentEvent } from '../plugins/read-appointment.ts';
import type { EventQueue } from '../queue/types.ts';
import { deliveryOf } from '../sources/entries.ts';

export interface MeetingWatch {
  /** An appointment was created or changed: a meeting of calendar synchronisation becomes an event (SPEC L-27). */
  changed(id: string): Promise<void>;
}

/** Puts the meetings that others make in Dataverse on the queue, where the rules, echoes among them, decide (SPEC L-19, L-27). */
export function meetingWatch({
  client,
  metadata,
  queue,
  now,
}: {
  readonly client: DataverseClient;
  readonly metadata: Metadata;
  readonly queue: Pick<EventQueue, 'accept'>;
  readonly now: () => number;
}): MeetingWatch {
  return {
    async changed(id) {
      const event = await readAppointmentEvent(id, { client, metadata });
      if (!event) return;
      const raw = Buffer.from(JSON.stringify(event));
      const delivery = deliveryOf(event.source, 'appointment', raw, now());
      await queue.accept(delivery, [{ name: '0', key: event.key, work: { what: 'event', event } }]);
    },
  };
}
