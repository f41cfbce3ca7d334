import { activityFrom } from '../model/parse';
import { optionsOf, orderedLists, type OrderedList } from '../model/query';
import type { Activity } from '../model/activity';
import type { Source } from '../model/merge';
import type { RecordRef } from '../../shared/record';

type WebApi = Pick<ComponentFramework.WebApi, 'retrieveMultipleRecords'>;

/**
 * The ordered lists a record's timeline is merged from, read by the user's own rights through the platform.
 *
 * @param leads leads that were qualified into the record. When they cannot be read the record's own rows are shown all the
 * same, and the source `lead` says that something is missing.
 */
export function sourcesOf(
  webApi: WebApi,
  record: RecordRef,
  leads: Promise<readonly string[]>,
  pageSize: number,
): Source<Activity>[] {
  const known = leads.catch(() => []);
  const lists = orderedLists.map((list): Source<Activity> => ({
    name: list.table,
    async read(next) {
      const options = next ?? optionsOf(list, record, await known);
      const answer = await webApi.retrieveMultipleRecords(list.table, options, pageSize);
      return {
        rows: answer.entities.map((entity) => activityFrom(entity, list.table, list.orderBy)),
        ...nextOf(list, answer.nextLink),
      };
    },
  }));
  return [...lists, { name: 'lead', aside: true, read: async () => (await leads, { rows: [] }) }];
}

/** The platform gives the next page as a whole address; it is asked for by that address's query alone. */
function nextOf({ table }: OrderedList, nextLink: string | undefined): { next?: string } {
  if (!nextLink) return {};
  const start = nextLink.indexOf('?');
  if (start < 0) throw new Error(`The next page of ${table} has no query: ${nextLink}`);
  return { next: nextLink.slice(start) };
}
