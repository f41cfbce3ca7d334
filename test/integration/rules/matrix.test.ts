import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LoggingSettings, settingsToRow } from '@activity-logging/activity-model';
import {
  matrix,
  type MatrixCase,
  matrixPerson,
  matrixStranger,
  matrixUser,
} from '../../../activity-model/src/test-support/matrix.ts';
import { type BridgeLine, type Row, startBridgeLine, type TestEvent } from '../../support/bridge-line.ts';

/** Under one setting: what is sent, each case under a source of its own, by which its rows are found. */
interface Round {
  readonly settings: LoggingSettings;
  readonly sent: readonly { readonly one: MatrixCase; readonly source: string }[];
}

/** All settings of the matrix, each once. */
const rounds: readonly Round[] = [
  ...Map.groupBy(
    matrix.flatMap((one) => [one.on, ...one.off].map((settings) => ({ one, settings }))),
    ({ settings }) => JSON.stringify(settings),
  ).values(),
].map((group, round) => ({
  settings: group[0]!.settings,
  sent: group.map(({ one }) => ({ one, source: `m${round}-${one.kind}-${one.target}` })),
}));

describe('matrix of kinds, targets and switches over HTTP', () => {
  let line: BridgeLine;
  let contact: string;
  let user: string;
  /** Every activity by the source that it came from. */
  let logged: ReadonlyMap<string, readonly Row[]>;

  beforeAll(async () => {
    line = await startBridgeLine();
    const [first, last] = matrixPerson.name.split(' ');
    contact = await line.create('contacts', { firstname: first, lastname: last, emailaddress1: matrixPerson.email });
    const { BusinessUnitId } = (await line.admin.read('WhoAmI()')) as { BusinessUnitId: string };
    user = await line.create('systemusers', {
      firstname: 'Robin',
      lastname: 'Seller',
      internalemailaddress: matrixUser.email,
      domainname: matrixUser.email,
      'businessunitid@odata.bind': `/businessunits(${BusinessUnitId})`,
    });
    for (const { settings, sent } of rounds) {
      await line.settings(settingsToRow(settings));
      await line.send(sent.map(({ one, source }) => ({ ...eventOf(one), source })));
    }
    logged = Map.groupBy(await line.activities(), (row) => String(row['al_sourcesystem']));
  }, 120_000);
  afterAll(() => line?.close());

  const rowsOf = (one: MatrixCase, settings: LoggingSettings): readonly Row[] => {
    const round = rounds.find((other) => JSON.stringify(other.settings) === JSON.stringify(settings));
    const source = round?.sent.find((sent) => sent.one === one)?.source;
    if (source === undefined) throw new Error('this was not sent');
    return logged.get(source) ?? [];
  };

  it('L-3 everything that was sent was decided: nothing is parked', async () => {
    const { events } = await line.status();
    expect(events).toEqual({
      received: rounds.flatMap(({ sent }) => sent).length,
      logged: matrix.length,
      skipped: matrix.flatMap(({ off }) => off).length,
      parked: 0,
      pending: 0,
    });
  });

  it.each(matrix)('L-1, L-3, L-12 … L-21 $kind as $target: one whole row while it is on', async (one) => {
    const found = rowsOf(one, one.on);
    expect(found).toEqual([
      expect.objectContaining({
        activitytypecode: one.target,
        subject: one.row.subject,
        description: one.row.description,
        ...one.row.final,
        _regardingobjectid_value: contact,
        _al_contactid_value: contact,
        _ownerid_value: user,
      }),
    ]);
    const who = { person: contact, user, stranger: matrixStranger.email };
    expect(await line.parties(found[0]?.['activityid'])).toEqual(
      one.row.parties.map(({ role, who: name }) => `${role} ${who[name]}`).sort(),
    );
    expect(
      await line.rows('al_loggingissues', `al_sourcesystem eq '${String(found[0]?.['al_sourcesystem'])}'`),
    ).toEqual([]);
  });

  it.each(matrix)('L-1, L-4 $kind as $target: no row while it or its parent is off', (one) => {
    expect(one.off.map((settings) => rowsOf(one, settings))).toEqual(one.off.map(() => []));
  });
});

/** The case as a sender writes it. Of meetings and recordings the format names the start, not when they happened. */
function eventOf({ kind, fields }: MatrixCase): TestEvent {
  const { occurredOn, direction, ...rest } = fields;
  const isMeeting = kind === 'meeting';
  return {
    kind,
    id: kind,
    ...rest,
    ...(isMeeting ? {} : kind === 'recording' ? { start: occurredOn } : { occurredOn }),
    ...(direction && kind !== 'reply' ? { direction } : {}),
  };
}
