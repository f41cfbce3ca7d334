/** Autonumber columns: `{SEQNUM:n}`, `{RANDSTRING:n}`, `{DATETIMEUTC:format}` in a fixed text. */
import { randomInt } from 'node:crypto';
import type { Core } from '../core.ts';
import type { TableModel } from '../model/types.ts';
import type { SqlRow } from '../storage/database.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** The platform starts its sequences at 1000. */
const FIRST = 1000;

export function fillAutoNumbers(core: Core, model: TableModel, row: SqlRow, now: string): void {
  for (const column of model.autoNumbers) {
    const format = column.column.autoNumberFormat;
    if (format === undefined || (row[column.name] ?? null) !== null) continue;
    row[column.name] = format.replace(
      /\{(SEQNUM|RANDSTRING|DATETIMEUTC):([^}]*)\}/g,
      (_all, kind: string, detail: string) => {
        if (kind === 'SEQNUM')
          return String(nextNumber(core, `${model.name}.${column.name}`)).padStart(Number(detail) || 1, '0');
        if (kind === 'RANDSTRING') {
          return Array.from(
            { length: Math.min(Number(detail) || 1, 6) },
            () => LETTERS[randomInt(LETTERS.length)],
          ).join('');
        }
        return stamp(now, detail);
      },
    );
  }
}

function nextNumber(core: Core, name: string): number {
  core.db.run('INSERT OR IGNORE INTO "_engine" ("name", "value") VALUES (?, ?)', [`sequence ${name}`, FIRST - 1]);
  core.db.run('UPDATE "_engine" SET "value" = "value" + 1 WHERE "name" = ?', [`sequence ${name}`]);
  const value = core.db.row('SELECT "value" FROM "_engine" WHERE "name" = ?', [`sequence ${name}`])?.['value'];
  return Number(value);
}

/** The .NET format letters that autonumber formats use. */
function stamp(now: string, format: string): string {
  const parts: Record<string, string> = {
    yyyy: now.slice(0, 4),
    yy: now.slice(2, 4),
    MM: now.slice(5, 7),
    dd: now.slice(8, 10),
    HH: now.slice(11, 13),
    hh: now.slice(11, 13),
    mm: now.slice(14, 16),
    ss: now.slice(17, 19),
  };
  return format.replace(/yyyy|yy|MM|dd|HH|hh|mm|ss/g, (part) => parts[part] ?? part);
}
