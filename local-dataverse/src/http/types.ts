/** One Web API operation, whether it came as an HTTP request or as a part of a batch. */
import type { Core } from '../engine/core.ts';
import type { Caller } from '../engine/types.ts';
import type { MessageDraft } from '../engine/write/messages.ts';
import type { Unit } from '../engine/write/unit.ts';
import type { Uploads } from './uploads.ts';

export interface ApiRequest {
  readonly method: string;
  /** Below the service root, percent-encoded, without query: `tasks(…)/subject`. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Header by lower-case name. */
  header(name: string): string | undefined;
  readonly body: string;
  /** The body of the type application/octet-stream; `body` is empty then. */
  readonly bytes?: Buffer;
  readonly caller: Caller;
  /** Address of the service with a slash at its end. */
  readonly root: string;
  /** Inside a change set: rows by Content-ID reference, `$1` → `contacts(guid)`. */
  readonly references: ReadonlyMap<string, string> | undefined;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Instead of a text. */
  readonly bytes?: Buffer;
}

/** What a request turned out to be. */
export type Operation = ReadOperation | WriteOperation;

export interface ReadOperation {
  readonly kind: 'read';
  run(): ReadAnswer;
}

export interface WriteOperation {
  readonly kind: 'write';
  /** Whether a body of bytes makes sense; others are refused. */
  readonly takesBytes?: boolean;
  run(unit: Unit): ApiResponse;
}

export interface ReadAnswer {
  readonly response: ApiResponse;
  /** Retrieve or RetrieveMultiple, for listeners. */
  readonly message?: MessageDraft;
}

export interface Service {
  readonly core: Core;
  /** organizationid, for WhoAmI. */
  readonly organizationId: string;
  readonly uploads: Uploads;
  /** Puts a new row into the solution that the header MSCRM.SolutionUniqueName names. */
  addToSolution?(solution: string, table: string, id: string): void;
}
