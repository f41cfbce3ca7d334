import type { Logger } from 'pino';
import type { PlatformMessage } from '../http/platform.ts';
import type { CrmDirectory } from '../people/crm-directory.ts';
import { configurationTable, mappingTable } from '../settings/configuration.ts';
import type { ConfigurationWatch } from '../settings/watch.ts';
import type { MeetingWatch } from './meeting-watch.ts';
import { requestTable } from '../requests/request.ts';
import type { RequestWatch } from '../requests/watch.ts';
import type { PeopleWatch } from './people-watch.ts';

export interface MessageParts {
  readonly configuration: Pick<ConfigurationWatch, 'refresh'>;
  readonly meetings: Pick<MeetingWatch, 'changed'>;
  readonly people: Pick<PeopleWatch, 'changed'>;
  readonly requests: Pick<RequestWatch, 'changed'>;
  readonly crm: Pick<CrmDirectory, 'forget'>;
  readonly log: Logger;
}

const writes = ['Create', 'Update', 'Merge', 'SetState', 'SetStateDynamicEntity'];

/** What the bridge does when the platform tells it of a message (SPEC B-10). Throws what a repetition by the platform may mend. */
export function messageHandler({
  configuration,
  meetings,
  people,
  requests,
  crm,
  log,
}: MessageParts): (message: PlatformMessage) => Promise<void> {
  return async ({ message, table, id }) => {
    const written = writes.includes(message);
    if (table === configurationTable && written) return configuration.refresh();
    if (table === mappingTable && (written || message === 'Delete')) return configuration.refresh();
    if (table === requestTable && message === 'Create') return requests.changed();
    if (table === 'appointment' && written) return meetings.changed(id);
    if ((table === 'contact' || table === 'lead') && written) return people.changed(table, id);
    if (['contact', 'lead', 'account'].includes(table) && (written || message === 'Delete')) return crm.forget();
    // Taken, so that the platform does not note a failure; the audit log will use them.
    log.debug({ message, table }, 'a message of the platform that nothing uses yet');
  };
}
