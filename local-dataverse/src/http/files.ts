/** Contents of file and image columns: `set(id)/column` and `…/$value` ([DOC] file-column-data, image-column-data). */
import { DataverseError, badRequest, noSegment } from '../engine/errors.ts';
import { readFile, removeFile, writeFile } from '../engine/files/store.ts';
import type { FilePlace, StoredFile } from '../engine/files/store.ts';
import type { TableModel } from '../engine/model/types.ts';
import { isMasked, loadReadable, requireColumns } from '../engine/security/index.ts';
import type { SqlRow } from '../engine/storage/database.ts';
import type { Unit } from '../engine/write/unit.ts';
import { updateRow } from '../engine/write/update.ts';
import { readPairs } from '../odata/options.ts';
import { emptyResponse, jsonResponse, readConditions } from './headers.ts';
import type { RowKey } from './path.ts';
import { existingId } from './resolve.ts';
import type { ApiRequest, ApiResponse, Operation, Service } from './types.ts';
import { CHUNK_BYTES } from './uploads.ts';

/** Without MaxSizeInKB in the metadata: 32 MB for files, 10 MB for pictures. */
const DEFAULT_KILOBYTES = { File: 32_768, Image: 10_240 } as const;

const MIME_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  mp3: 'audio/mpeg',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
};

export function isFileColumn(model: TableModel, name: string): boolean {
  const type = model.table.columns.get(name)?.type;
  return type === 'File' || type === 'Image';
}

/** @param raw whether the address ends with `$value` */
export function fileOperation(
  service: Service,
  request: ApiRequest,
  model: TableModel,
  key: RowKey,
  column: string,
  raw: boolean,
): Operation {
  const { method } = request;
  const place = (): FilePlace => ({ model, id: existingId(service.core, model, key), column });
  if (method === 'GET') return { kind: 'read', run: () => ({ response: download(service, request, place(), raw) }) };
  if (raw) throw noSegment('$value');
  if (method === 'DELETE') return { kind: 'write', run: (unit) => clear(service, place(), unit) };
  if (method !== 'PATCH' && method !== 'PUT')
    throw new DataverseError(405, '0x80060888', `The column '${column}' does not support http method '${method}'.`);
  return { kind: 'write', takesBytes: true, run: (unit) => upload(service, request, place(), unit) };
}

/** A whole file, the start of an upload in chunks, or one of its chunks. */
function upload(service: Service, request: ApiRequest, place: FilePlace, unit: Unit): ApiResponse {
  const query = new Map(readPairs(request.query));
  const fileName = request.header('x-ms-file-name') ?? query.get('x-ms-file-name') ?? '';
  const path = `${place.model.set}(${place.id})/${place.column}`;
  const token = query.get('sessiontoken');
  // dynamics-web-api repeats the header with each chunk.
  if (token === undefined && request.header('x-ms-transfer-mode')?.toLowerCase() === 'chunked') {
    const started = service.uploads.start(path, fileName);
    return emptyResponse(200, {
      'Accept-Ranges': 'bytes',
      Location: `${request.root}${path}?sessiontoken=${started}`,
      'x-ms-chunk-size': String(CHUNK_BYTES),
      'Access-Control-Expose-Headers': 'x-ms-chunk-size',
    });
  }
  const type = request.header('content-type') ?? '';
  // Nothing else is kept byte for byte on its way; a part of a batch is text.
  if (request.bytes === undefined && (request.body !== '' || !/^application\/octet-stream\b/i.test(type)))
    throw new DataverseError(
      415,
      '0x80060888',
      `The Content-Type '${type}' is not supported; send application/octet-stream.`,
    );
  const bytes = request.bytes ?? Buffer.alloc(0);
  if (token === undefined) {
    save(service, place, unit, fileName, bytes, readConditions(request).version);
    return emptyResponse(204);
  }
  const whole = service.uploads.add(token, path, request.header('content-range'), bytes);
  if (whole === undefined) return emptyResponse(206);
  save(service, place, unit, fileName === '' ? whole.fileName : fileName, whole.bytes);
  return emptyResponse(204);
}

function save(service: Service, place: FilePlace, unit: Unit, name: string, bytes: Buffer, version?: number): void {
  const { core } = service;
  requireColumns(core.security.rightsFor(unit.caller), place.model, { [place.column]: null }, 'update');
  const column = place.model.table.columns.get(place.column);
  const isImage = column?.type === 'Image';
  // An image needs no name; a file without one cannot be shown again.
  if (name === '' && !isImage)
    throw badRequest("The file name is missing: send the header or query parameter 'x-ms-file-name'.");
  const most = column?.maxLength ?? DEFAULT_KILOBYTES[isImage ? 'Image' : 'File'];
  if (bytes.length > most * 1024) throw new DataverseError(400, '0x80044a02', 'Attachment file size is too big.');
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const fileName = name === '' ? `${place.column}.png` : name;
  const file = { name: fileName, mimeType: MIME_TYPES[ending] ?? 'application/octet-stream', bytes };
  const id = writeFile(core, place, file);
  updateRow(core, unit, place.model, place.id, columnsOf(place, { id, name: fileName }, unit), { version });
}

function clear(service: Service, place: FilePlace, unit: Unit): ApiResponse {
  const { security } = service.core;
  requireColumns(security.rightsFor(unit.caller), place.model, { [place.column]: null }, 'update');
  removeFile(service.core, place);
  updateRow(service.core, unit, place.model, place.id, columnsOf(place, undefined, unit));
  return emptyResponse(204);
}

/** What the row itself tells of the file: id and name, or an image's id, address and time. */
function columnsOf(place: FilePlace, file: { id: string; name: string } | undefined, unit: Unit): SqlRow {
  const { model, id, column } = place;
  const ticks = file === undefined ? null : Date.parse(unit.now);
  const address = `/Image/download.aspx?Entity=${model.name}&Attribute=${column}&Id=${id}&Timestamp=${ticks ?? ''}`;
  const all: SqlRow = {
    [column]: file?.id ?? null,
    [`${column}_name`]: file?.name ?? null,
    [`${column}id`]: file?.id ?? null,
    [`${column}_timestamp`]: ticks,
    [`${column}_url`]: file === undefined ? null : address,
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => model.columns.has(name)));
}

function download(service: Service, request: ApiRequest, place: FilePlace, raw: boolean): ApiResponse {
  loadReadable(service.core, request.caller, place.model, place.id);
  const rights = service.core.security.rightsFor(request.caller);
  if (isMasked(rights, place.model.name, place.column)) return emptyResponse(204);
  const file = readFile(service.core, place);
  if (file === undefined) return emptyResponse(204);
  const range = readRange(request.header('range'), file.bytes.length);
  const part = range === undefined ? file.bytes : file.bytes.subarray(range.from, range.to + 1);
  const status = range === undefined ? 200 : 206;
  const headers = { ...describe(file), ...(range === undefined ? {} : { 'x-ms-chunk-size': String(CHUNK_BYTES) }) };
  // dynamics-web-api reads files without $value: JSON with base64.
  if (!raw) {
    const context = `${request.root}$metadata#${place.model.set}(${place.id})/${place.column}`;
    return jsonResponse(status, { '@odata.context': context, value: part.toString('base64') }, headers);
  }
  return {
    status,
    headers: { 'Content-Type': 'application/octet-stream', 'OData-Version': '4.0', ...headers },
    body: undefined,
    bytes: part,
  };
}

function describe(file: StoredFile): Record<string, string> {
  const name = encodeURIComponent(file.name);
  return {
    'x-ms-file-size': String(file.bytes.length),
    'x-ms-file-name': name,
    mimetype: file.mimeType,
    'Content-Disposition': `attachment; filename*=UTF-8''${name}`,
    'Access-Control-Expose-Headers': 'x-ms-file-size; x-ms-file-name; x-ms-chunk-size; mimetype',
  };
}

/** @throws DataverseError 416 when the file ends before the range begins */
function readRange(text: string | undefined, size: number): { from: number; to: number } | undefined {
  const [, start, end] = /^bytes=(\d+)-(\d*)$/.exec(text?.trim() ?? '') ?? [];
  if (start === undefined) return undefined;
  const from = Number(start);
  if (from >= size)
    throw new DataverseError(416, '0x80060888', `The file has ${size} bytes; the range begins at ${from}.`);
  return { from, to: end === undefined || end === '' ? size - 1 : Math.min(Number(end), size - 1) };
}
