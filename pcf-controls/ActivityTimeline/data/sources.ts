import { activityFrom } from '../model/parse';
import { queriesFor, type Query } from '../model/query';
import type { Activity } from '../model/activity';
import type { Source } from '../model/merge';
import type { RecordRef } from '../../shared/record';

type WebApi = Pick<ComponentFramework.WebApi, 'retrieveMultipleRecords'>;

/** The ordered lists a record's timeline is merged from, read by the user's own rights through the platform. */
export function sourcesOf(webApi: WebApi, record: RecordRef, pageSize: number): Source<Activity>[] {
  return queriesFor(record).map((query) => ({
    name: query.table,
    async read(next) {
      const answer = await webApi.retrieveMultipleRecords(query.table, next ?? query.options, pageSize);
      return {
        rows: answer.entities.map((entity) => activityFrom(entity, query.table, query.orderBy)),
        ...nextOf(query, answer.nextLink),
      };
    },
  }));
}

/** The platform gives the next page as a whole address; it is asked for by that address's query alone. */
function nextOf(query: Query, nextLink: string | undefined): { next?: string } {
  if (!nextLink) return {};
  const start = nextLink.indexOf('?');
  if (start < 0) throw new Error(`The next page of ${query.table} has no query: ${nextLink}`);
  return { next: nextLink.slice(start) };
}
