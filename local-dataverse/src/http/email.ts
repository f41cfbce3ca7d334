/** SendEmail and DeliverPromoteEmail. No mail leaves this server. */
import { DataverseError, invalidArgument, notImplemented, wrongType } from '../engine/errors.ts';
import type { TableModel } from '../engine/model/types.ts';
import { readOne } from '../engine/query/read.ts';
import { createRow } from '../engine/write/create.ts';
import { promotedEmail } from '../engine/write/promote.ts';
import { loadRow } from '../engine/write/rows.ts';
import type { Unit } from '../engine/write/unit.ts';
import { updateRow, writePartyCollection } from '../engine/write/update.ts';
import { parseOptions } from '../odata/options.ts';
import { jsonResponse, readPreferences } from './headers.ts';
import type { RowKey } from './path.ts';
import { contextOf, settingsOf } from './reads.ts';
import { existingId, idOfKey } from './resolve.ts';
import type { ApiRequest, ApiResponse, Service } from './types.ts';
import { readBody } from './writes.ts';

const SENT = 3;
const PENDING_SEND = 6;

/**
 * SendEmail: IssueSend false records the e-mail as Sent; true leaves it Pending Send, where the platform's mail service
 * would take it (facts §3).
 * @throws DataverseError 0x80040203 for wrong parameters, an e-mail that is no draft, or one without sender or recipient
 */
export function sendEmail(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey,
  unit: Unit,
): ApiResponse {
  const { core } = service;
  const body = readBody(request, model.set);
  const issue = body['IssueSend'];
  if (typeof issue !== 'boolean')
    throw invalidArgument("The parameter 'IssueSend' of SendEmail must be true or false.");
  const id = existingId(core, model, key);
  if (issue) checkSendable(service, model, id);
  const sent: Record<string, string | number> = { statecode: 1, statuscode: issue ? PENDING_SEND : SENT };
  if (typeof body['TrackingToken'] === 'string' && body['TrackingToken'] !== '')
    sent['trackingtoken'] = body['TrackingToken'];
  unit.nested(() => updateRow(core, unit, model, id, sent));
  const subject = loadRow(core, model, id)?.['subject'] ?? '';
  const TrackingToken = typeof body['TrackingToken'] === 'string' ? body['TrackingToken'] : '';
  unit.emit({
    message: 'Send',
    model,
    id,
    input: { IssueSend: issue, TrackingToken },
    output: { Subject: subject },
  });
  return jsonResponse(200, {
    '@odata.context': `${request.root}$metadata#Microsoft.Dynamics.CRM.SendEmailResponse`,
    Subject: subject,
  });
}

function checkSendable(service: Service, model: TableModel, id: string): void {
  const { core } = service;
  if (loadRow(core, model, id)?.['statecode'] !== 0) throw invalidArgument('Only an e-mail draft can be sent.');
  const masks = core.db
    .rows('SELECT "participationtypemask" AS mask FROM "activityparty" WHERE "activityid" = ?', [id])
    .map((row) => row['mask']);
  if (!masks.includes(1)) throw invalidArgument('The e-mail must have a sender before it can be sent.');
  if (!masks.some((mask) => mask === 2 || mask === 3 || mask === 4))
    throw invalidArgument('The e-mail must have at least one recipient before it can be sent.');
}

/**
 * DeliverPromoteEmail: an e-mail that was sent or received elsewhere, its addresses resolved to rows. An id that is not
 * there yet becomes the new e-mail's.
 * @throws DataverseError 0x80040203 for missing parameters, 501 for attachments and extra properties
 */
export function promoteEmail(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey,
  unit: Unit,
): ApiResponse {
  const { core } = service;
  const body = readBody(request, model.set);
  const text = (name: string): string => {
    const value = body[name];
    if (typeof value !== 'string')
      throw invalidArgument(`The parameter '${name}' of DeliverPromoteEmail must be a text.`);
    return value;
  };
  const attachments = body['Attachments'];
  if (!Array.isArray(attachments))
    throw wrongType(model.set, attachments ?? null, 'Collection(activitymimeattachment)');
  if (attachments.length > 0) throw notImplemented('DeliverPromoteEmail with attachments');
  if ((body['ExtraProperties'] ?? null) !== null) throw notImplemented('DeliverPromoteEmail with ExtraProperties');
  const { values, parties, status } = promotedEmail(core, model, {
    messageId: text('MessageId'),
    subject: body['Subject'] === null || body['Subject'] === undefined ? '' : text('Subject'),
    from: text('From'),
    to: text('To'),
    cc: text('Cc'),
    bcc: text('Bcc'),
    receivedOn: text('ReceivedOn'),
    submittedBy: text('SubmittedBy'),
    importance: text('Importance'),
    body: text('Body'),
  });
  const known = idOfKey(core, model, key);
  const exists = known !== undefined && loadRow(core, model, known) !== undefined;
  let id = known;
  if (!exists) {
    if (key.kind !== 'id') throw new DataverseError(404, '0x80040217', 'The e-mail does not exist.');
    const fixed = { ...values, [model.id.name]: key.id };
    id = unit.nested(() => createRow(core, unit, model, {}, { resolve: noBinds, fixed }));
  } else if (known !== undefined) unit.nested(() => updateRow(core, unit, model, known, values));
  if (id === undefined) throw new DataverseError(404, '0x80040217', 'The e-mail does not exist.');
  const email = id;
  unit.nested(() => {
    writePartyCollection(core, unit, model, email, parties, true);
    updateRow(core, unit, model, email, { statecode: 1, statuscode: status });
  });
  unit.emit({ message: 'DeliverPromote', model, id, input: { ...body, EmailId: id }, output: { EmailId: id } });
  const options = parseOptions('');
  const row = readOne(settingsOf(service, request, readPreferences(request)), model, id, options);
  return jsonResponse(200, { '@odata.context': contextOf(request, model, options, '/$entity'), ...row });
}

/** All values are set already; there is no bind to resolve. */
function noBinds(reference: string): never {
  throw new Error(`'${reference}' is not bound by address here.`);
}
