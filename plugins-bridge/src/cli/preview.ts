import {
  type ColumnDefinition,
  type Configuration,
  defaultSettings,
  type Limits,
  type LoggedEvent,
  type Target,
  targets,
} from '@activity-logging/activity-model';
import { shippedColumns } from '@activity-logging/activity-model/definitions';
import { type Preview, preview, type PreviewedRow } from '@activity-logging/activity-model/preview';
import { htmlTools } from '../logging/html.ts';
import { describeReason } from '../reasons.ts';
import { aircallSource } from '../sources/aircall/index.ts';
import { canonicalSource } from '../sources/canonical/index.ts';
import { outreachSource } from '../sources/outreach/index.ts';
import { salesloftSource } from '../sources/salesloft/index.ts';
import type { Parsed } from '../sources/types.ts';
import { zoomSource } from '../sources/zoom/index.ts';
import { readConfigurationFile, readJsonFile } from './files.ts';

export interface PreviewOptions {
  /** File with one event or an array of events. */
  readonly event: string;
  /** File that `config export` wrote; without it everything is as shipped. */
  readonly config?: string;
  /** `salesloft:call_updated`, `outreach:call.created` and the like; without it the canonical format. */
  readonly as?: string;
  readonly now: Date;
}

/** One event of the file with what it would come to. */
export interface EventPreview {
  /** Source, kind and id, or what of the file it is. */
  readonly event: string;
  readonly preview: Preview;
  /** Columns of mappings that are not shipped: only the organisation knows their type, here they are taken to be texts. */
  readonly assumed: readonly string[];
}

/** @throws Error that names the file and what is wrong with it. */
export function previewFile({ event: file, config, as, now }: PreviewOptions): EventPreview[] {
  const configuration =
    config === undefined ? { settings: defaultSettings, mappings: [] } : readConfigurationFile(config).configuration;
  const content = readJsonFile(file);
  const bodies = Array.isArray(content) ? content : [content];
  return bodies.flatMap((body, index) => {
    const where = Array.isArray(content) ? `${file}[${index}]` : file;
    const parsed = parse(body, as);
    if (parsed.ok === true) return parsed.events.map((event) => previewEvent(event, configuration, now));
    const { text } = describeReason(parsed.reason);
    if (parsed.ok === false) throw new Error(`${where}: ${text}`);
    return [{ event: where, preview: { logged: false, reason: text }, assumed: [] }];
  });
}

function previewEvent(event: LoggedEvent, configuration: Configuration, now: Date): EventPreview {
  const shown = preview({
    event,
    configuration,
    columns: (target) => new Map(columnsOf(target, configuration).map((column) => [column.name, column])),
    limits: shippedLimits(),
    html: htmlTools,
    now,
  });
  const fields = shown.logged ? shown.rows.flatMap((row) => row.fields.map(({ column }) => ({ ...row, column }))) : [];
  const assumed = fields.filter(({ table, column }) =>
    unknownColumns(table, configuration).some(({ name }) => name === column),
  );
  return {
    event: `${event.source} ${event.type} ${event.externalId}`,
    preview: shown,
    assumed: [...new Set(assumed.map(({ column }) => column))],
  };
}

function columnsOf(target: Target, configuration: Configuration): ColumnDefinition[] {
  return [...(shippedColumns[target] ?? []), ...unknownColumns(target, configuration)];
}

/** Columns of a customizer's own, known by the prefix before their name; a misspelt one of Microsoft's is a problem. */
function unknownColumns(target: Target, { mappings }: Configuration): ColumnDefinition[] {
  const own = mappings.filter(
    ({ table, column }) =>
      table === target &&
      /^[a-z][a-z0-9]*_/.test(column) &&
      !column.startsWith('al_') &&
      !shippedColumns[target]?.some(({ name }) => name === column),
  );
  return own.map(({ column: name, lookupBy }) => ({
    ...{ name, canCreate: true, canUpdate: true, required: false },
    ...(lookupBy === undefined
      ? { type: 'text' as const }
      : { type: 'lookup' as const, targets: [lookupBy.includes('.') ? (lookupBy.split('.')[0] ?? '') : 'row'] }),
  }));
}

/** As a person reads it: one line a column, value and where it came from. */
export function previewText({ event, preview: shown, assumed }: EventPreview): string {
  if (!shown.logged) return `${event}\n  not logged: ${shown.reason}\n`;
  const problems = shown.problems.map((problem) => {
    const about = [problem.field, problem.column].filter(Boolean).join(' → ');
    return `  ! ${describeReason(problem).text}${about ? ` [${about}]` : ''}`;
  });
  const guesses = assumed.map(
    (column) => `  ? ${column}: its type is not known here, it is shown as the payload has it`,
  );
  return [event, ...shown.rows.map(rowText), ...problems, ...guesses].join('\n') + '\n';
}

function rowText({ table, kind, fields, parties, state, attendees }: PreviewedRow): string {
  const width = Math.max(...fields.map(({ column }) => column.length));
  const lines = fields.map(({ column, value, from }) => `    ${column.padEnd(width)}  ${valueText(value)}  ← ${from}`);
  const people = parties.map(({ role, ref, address }) => `${role} ${ref ? `${ref.table} ${ref.id}` : (address ?? '')}`);
  return [
    `  ${table} (${kind}), ${state ? `state ${state.statecode}, status ${state.statuscode}` : 'open'}`,
    ...lines,
    ...(people.length > 0 ? [`    parties: ${people.join(', ')}`] : []),
    ...(attendees ?? []).map(({ name, address, response }) => `    attendee: ${name} <${address}>, ${response}`),
  ].join('\n');
}

function valueText(value: PreviewedRow['fields'][number]['value']): string {
  if (value !== null && typeof value === 'object') return `${value.table} ${value.id}`;
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

function parse(body: unknown, as: string | undefined): Parsed {
  if (as === undefined) return canonicalSource.parse('', body);
  const [name = '', event = ''] = as.split(':');
  const source = sources.find((one) => one.name === name);
  if (!source) throw new Error(`--as ${as}: known are ${sources.map((one) => `${one.name}:<event name>`).join(', ')}`);
  return source.parse(event, source.clean ? source.clean(body) : body);
}

/** Only read with: nothing is verified here, so that they need no secrets. */
const sources = [
  salesloftSource({ callbackTokens: [] }),
  outreachSource({ secrets: [] }),
  aircallSource({ tokens: [] }),
  zoomSource({ secretTokens: [] }),
];

function shippedLimits(): Limits {
  const length = (target: string, name: string): number =>
    shippedColumns[target]?.find((column) => column.name === name)?.maxLength ?? 0;
  const all = targets.map((target) => [
    target,
    { subject: length(target, 'subject'), description: length(target, 'description') },
  ]);
  return Object.fromEntries(all) as Limits;
}
