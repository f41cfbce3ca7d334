/** A calendar's name of a meeting, whichever of its spellings a system uses. */
export interface CalendarId {
  readonly uid: string;
  /** Day of the instance of a recurring meeting, `YYYY-MM-DD`, where the id itself says it. */
  readonly recurrenceId?: string;
}

/** First 16 bytes of every global object id, as hexadecimal text (MS-OXOCAL 2.2.1.27). */
const outlookPrefix = '040000008200E00074C5B7101A82E008';
const hexadecimal = /^(?:[0-9A-F]{2}){40,}$/;
/** Length of what stands before the data: 16 bytes prefix, 4 date, 8 creation time, 8 reserved, 4 size. */
const headBytes = 40;

/**
 * Outlook and Exchange write a meeting's id as a *global object id*, hexadecimal: an id that another calendar gave stands inside
 * it behind the mark `vCal-Uid`, and four bytes may name one instance of a series. Taken apart here, so that a meeting has one
 * name whether the source, the calendar or Dataverse (`globalobjectid`) tells of it (SPEC L-19). Any other text is the id itself.
 */
export function calendarId(text: string): CalendarId {
  const hex = text.trim().toUpperCase();
  if (!hex.startsWith(outlookPrefix) || !hexadecimal.test(hex)) return { uid: text.trim() };
  const bytes = Buffer.from(hex, 'hex');
  const [year, month, day] = [bytes.readUInt16BE(16), bytes.readUInt8(18), bytes.readUInt8(19)];
  const recurrenceId = year > 0 ? `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` : undefined;
  const data = bytes.subarray(headBytes);
  const end = data.indexOf(0, 12);
  const foreign = data.toString('latin1', 0, 8) === 'vCal-Uid' && data.length > 12;
  const uid = foreign
    ? data.toString('utf8', 12, end < 0 ? data.length : end)
    : `${hex.slice(0, 32)}00000000${hex.slice(40)}`;
  return recurrenceId === undefined ? { uid } : { uid, recurrenceId };
}

/** Lane of a meeting: everything any system says about it is applied in order, its echo included (SPEC B-4, L-19). */
export function meetingKey(iCalUid: string | null | undefined): string | undefined {
  return iCalUid ? `ical|${iCalUid}` : undefined;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
