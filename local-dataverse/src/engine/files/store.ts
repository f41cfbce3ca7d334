/** Contents of file and image columns: rows of a private table beside the row they belong to. */
import { randomUUID } from 'node:crypto';
import { FILES } from '../../metadata/base/private-tables.ts';
import type { Core } from '../core.ts';
import type { TableModel } from '../model/types.ts';
import { identifier } from '../storage/database.ts';

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
}

/** Column of a row. */
export interface FilePlace {
  readonly model: TableModel;
  readonly id: string;
  readonly column: string;
}

const TABLE = identifier(FILES);
const WHERE = '"objectid" = ? AND "objecttypecode" = ? AND "columnname" = ?';
const keyOf = ({ model, id, column }: FilePlace): string[] => [id, model.name, column];

export function readFile(core: Core, place: FilePlace): StoredFile | undefined {
  const row = core.db.row(
    `SELECT ${identifier(`${FILES}id`)} AS id, "filename" AS name, "mimetype" AS type, "content" AS content FROM ${TABLE} WHERE ${WHERE}`,
    keyOf(place),
  );
  return (
    row && {
      id: String(row['id']),
      name: String(row['name']),
      mimeType: String(row['type']),
      bytes: Buffer.from(String(row['content']), 'base64'),
    }
  );
}

/** Puts the contents in place of those there. @returns the file's id */
export function writeFile(core: Core, place: FilePlace, file: Omit<StoredFile, 'id'>): string {
  removeFile(core, place);
  const id = randomUUID();
  core.db.run(
    `INSERT INTO ${TABLE} (${identifier(`${FILES}id`)}, "objectid", "objecttypecode", "columnname", "filename", "mimetype", "content") VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [id, ...keyOf(place), file.name, file.mimeType, file.bytes.toString('base64')],
  );
  return id;
}

export function removeFile(core: Core, place: FilePlace): void {
  core.db.run(`DELETE FROM ${TABLE} WHERE ${WHERE}`, keyOf(place));
}

/** Files go with their row. */
export function removeFilesOf(core: Core, model: TableModel, id: string): void {
  if (model.hasFiles)
    core.db.run(`DELETE FROM ${TABLE} WHERE "objectid" = ? AND "objecttypecode" = ?`, [id, model.name]);
}
