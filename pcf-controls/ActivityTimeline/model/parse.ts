import { kinds, type Target } from '@activity-logging/activity-model';
import { ActivityKind, Disposition } from '@activity-logging/activity-model/metadata';
import { dispositions, type Activity, type RowKind } from './activity';
import type { OrderColumn } from './query';

type Entity = Readonly<Record<string, unknown>>;

const formatted = '@OData.Community.Display.V1.FormattedValue';
const nativeKind: Readonly<Record<Target, RowKind>> = {
  task: 'task',
  email: 'email',
  phonecall: 'call',
  appointment: 'meeting',
};

/**
 * A row of the Web API as an activity; whatever is missing or of another type is left out, never guessed.
 *
 * @param orderBy column the row was ordered by: the moment it is merged at, `createdon` when that is empty.
 */
export function activityFrom(entity: Entity, table: Target, orderBy: OrderColumn): Activity {
  const text = (column: string): string | undefined => textOf(entity[column]);
  const kind = kindOf(entity['al_kind']) ?? nativeKind[table];
  const at = time(entity[orderBy]) ?? time(entity['createdon']) ?? 0;
  const dispositionText = text(`al_disposition${formatted}`) ?? text('al_dispositiontext');
  return {
    id: text('activityid') ?? '',
    table,
    kind,
    subject: text('subject') ?? '',
    snippet: text('al_snippet') ?? text('description') ?? '',
    at,
    state: stateOf(entity['statecode']),
    noShow: entity['al_noshow'] === true,
    who: text('al_sourceuser') ?? text(`_ownerid_value${formatted}`) ?? '',
    ...given('due', time(entity['scheduledend'])),
    ...given('direction', directionOf(entity['directioncode'], kind)),
    ...given('disposition', dispositions[placeIn(entity['al_disposition'], Disposition.Connected)]),
    ...given('dispositionText', dispositionText),
    ...given('sentiment', text('al_sentiment')),
    ...given('durationSeconds', durationOf(entity)),
    ...given('recordingUrl', webAddress(entity['al_recordingurl'])),
    ...given('nextStep', text('al_nextstep')),
    ...given('nextStepDue', time(entity['al_nextstepdue'])),
    ...given('meetingType', text('al_meetingtype')),
    ...given('location', text('location')),
    ...given('sourceSystem', text('al_sourcesystem')),
  };
}

function kindOf(value: unknown): RowKind | undefined {
  return kinds[placeIn(value, ActivityKind.Email)];
}

/** Place of an option in its choice, counted from the choice's first value; -1 for what is no option. */
function placeIn(value: unknown, first: number): number {
  return typeof value === 'number' ? value - first : -1;
}

/** State codes are the same on all four tables; 3 (Scheduled) only exists on appointments. */
function stateOf(value: unknown): Activity['state'] {
  return value === 1 ? 'done' : value === 2 ? 'canceled' : value === 3 ? 'scheduled' : 'open';
}

/** On a task there is no direction column: an email went out and a reply came in (SPEC L-12). */
function directionOf(value: unknown, kind: RowKind): Activity['direction'] | undefined {
  if (typeof value === 'boolean') return value ? 'outgoing' : 'incoming';
  return kind === 'email' ? 'outgoing' : kind === 'reply' ? 'incoming' : undefined;
}

function durationOf(entity: Entity): number | undefined {
  const seconds = entity['al_durationseconds'];
  if (typeof seconds === 'number') return seconds;
  const minutes = entity['actualdurationminutes'];
  return typeof minutes === 'number' && minutes > 0 ? minutes * 60 : undefined;
}

/** Only addresses a browser may open safely (SPEC T-10). */
function webAddress(value: unknown): string | undefined {
  const address = textOf(value);
  return address && /^https?:\/\//i.test(address) ? address : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function time(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** `{ [name]: value }`, or nothing when there is no value. */
function given<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [N in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [N in Name]?: Value };
}
