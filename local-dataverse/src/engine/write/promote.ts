/** What DeliverPromoteEmail makes of an e-mail's address lines: columns, parties, status (facts §3). */
import type { Core } from '../core.ts';
import { invalidArgument } from '../errors.ts';
import type { TableModel } from '../model/types.ts';
import { readDateTime } from '../dates.ts';
import type { SqlRow } from '../storage/database.ts';
import type { RowRef } from '../types.ts';
import { setLookup } from './payload.ts';
import { toStore } from './values.ts';

export interface Promotion {
  readonly messageId: string;
  readonly subject: string;
  /** Address lines: `Name <a@example.com>; b@example.com`. */
  readonly from: string;
  readonly to: string;
  readonly cc: string;
  readonly bcc: string;
  /** ISO date and time. */
  readonly receivedOn: string;
  readonly submittedBy: string;
  /** low, normal, high. */
  readonly importance: string;
  readonly body: string;
}

export interface Promoted {
  readonly values: SqlRow;
  readonly parties: readonly SqlRow[];
  readonly status: number;
}

const SENT = 3;
const RECEIVED = 4;

/** Where an address is looked for, in this order; the first row wins. */
const PEOPLE: readonly (readonly [table: string, column: string])[] = [
  ['systemuser', 'internalemailaddress'],
  ['contact', 'emailaddress1'],
  ['account', 'emailaddress1'],
  ['lead', 'emailaddress1'],
  ['queue', 'emailaddress'],
];

/** @throws DataverseError 0x80040203 (dates, no sender), value errors of the columns */
export function promotedEmail(core: Core, model: TableModel, mail: Promotion): Promoted {
  const moment = readDateTime(mail.receivedOn);
  if (moment === undefined) throw invalidArgument("The parameter 'ReceivedOn' must be a date and time.");
  const [sender] = addresses(mail.from);
  if (sender === undefined) throw invalidArgument("The parameter 'From' must name an address.");
  // What a user of ours sent is Sent, as in Microsoft's sample; what came from outside is Received.
  const outgoing = resolve(core, sender)?.table === 'systemuser';
  const priority = ['low', 'normal', 'high'].indexOf(mail.importance.toLowerCase());
  const given: Record<string, unknown> = {
    subject: mail.subject,
    description: mail.body,
    messageid: mail.messageId,
    sender,
    torecipients: addresses(mail.to)
      .map((address) => `${address};`)
      .join(''),
    submittedby: mail.submittedBy,
    directioncode: outgoing,
    prioritycode: priority < 0 ? 1 : priority,
    actualend: moment,
  };
  const values: SqlRow = {};
  for (const name in given) {
    const column = model.columns.get(name);
    if (column !== undefined) values[name] = toStore(model, column, given[name]);
  }
  if (outgoing && model.columns.has('senton')) values['senton'] = moment;
  const lines: readonly (readonly [string, number])[] = [
    [sender, 1],
    [mail.to, 2],
    [mail.cc, 3],
    [mail.bcc, 4],
  ];
  const parties = lines.flatMap(([line, mask]) => addresses(line).map((address) => party(core, address, mask)));
  return { values, parties, status: outgoing ? SENT : RECEIVED };
}

function addresses(line: string): string[] {
  return line
    .split(/[;,]/)
    .map((part) => (/<([^<>]*)>/.exec(part)?.[1] ?? part).trim())
    .filter((part) => part.includes('@'));
}

function party(core: Core, address: string, mask: number): SqlRow {
  const row: SqlRow = { participationtypemask: mask, addressused: address };
  const person = resolve(core, address);
  const column = core.models.of('activityparty').columns.get('partyid');
  if (person !== undefined && column !== undefined) setLookup(row, column, person);
  return row;
}

function resolve(core: Core, address: string): RowRef | undefined {
  for (const [table, column] of PEOPLE) {
    const model = core.models.find(table);
    const found = model?.columns.get(column);
    if (model === undefined || found === undefined) continue;
    // Columns compare without regard to case, as everywhere on the platform.
    const row = core.db.row(
      `SELECT ${model.id.sql} AS id FROM ${model.sql} WHERE ${found.sql} = ? COLLATE NOCASE ORDER BY rowid LIMIT 1`,
      [address],
    );
    if (typeof row?.['id'] === 'string') return { table, id: row['id'] };
  }
  return undefined;
}
