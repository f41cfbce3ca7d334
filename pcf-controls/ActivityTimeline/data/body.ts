import type { Activity } from '../model/activity';
import { bodyOptions } from '../model/query';

type WebApi = Pick<ComponentFramework.WebApi, 'retrieveRecord'>;

/** The whole text of an activity. Only emails keep HTML (SPEC, end of section L). */
export interface Body {
  readonly format: 'text' | 'html';
  readonly content: string;
}

/** Reads an activity's text: `al_body` when it did not fit the description, else the description. */
export async function readBody(webApi: WebApi, activity: Activity): Promise<Body> {
  const row: unknown = await webApi.retrieveRecord(activity.table, activity.id, bodyOptions);
  const content = textOf(row, 'al_body') || textOf(row, 'description');
  const isHtml = activity.table === 'email' && /<[a-z!/][^>]*>/i.test(content);
  return { format: isHtml ? 'html' : 'text', content };
}

function textOf(row: unknown, column: string): string {
  const value: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, column) : undefined;
  return typeof value === 'string' ? value : '';
}
