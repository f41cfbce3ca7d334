/** Head of a global object id: 16 bytes that are always the same (MS-OXOCAL 2.2.1.27). */
const prefix = '040000008200E00074C5B7101A82E008';
const noDate = '00000000';
/** Creation time and reserved bytes, which ids of other calendars leave empty. */
const empty = '0'.repeat(32);
/** Mark of an id that another calendar gave. */
const foreign = Buffer.from('vCal-Uid\u0001\u0000\u0000\u0000', 'latin1');

/**
 * Spellings under which Exchange, and `globalobjectid` of a synchronised appointment with it, may know a calendar event: the id
 * as it is, or wrapped as hexadecimal global object id; for an instance of a series with its day in it. Exact texts, so that no
 * search inside the column is needed.
 *
 * @param day `YYYY-MM-DD` of the instance or of the start.
 */
export function globalObjectIds(iCalUid: string, day: string | undefined): string[] {
  const uid = iCalUid.trim();
  const rest = uid.toUpperCase().startsWith(prefix) ? uid.slice(prefix.length + noDate.length) : wrapped(uid);
  const days = [noDate, ...(day ? [hexDay(day)] : [])];
  return [...new Set([uid, ...days.map((hex) => `${prefix}${hex}${rest}`.toUpperCase())])];
}

function wrapped(uid: string): string {
  const data = Buffer.concat([foreign, Buffer.from(`${uid}\u0000`, 'utf8')]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return empty + size.toString('hex') + data.toString('hex');
}

function hexDay(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
  return hex(year, 4) + hex(month, 2) + hex(date, 2);
}
