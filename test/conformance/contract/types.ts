/** One thing the platform does, told by the requests that show it. */
export interface ContractCase {
  readonly name: string;
  /** Section of facts/dataverse.md, and its mark when it is not Microsoft's own word. */
  readonly source: string;
  readonly steps: readonly Step[];
}

/** A request and what must come back. Texts may hold `{name}` for an id of the world or of an earlier step. */
export interface Step {
  /** Method and path below `/api/data/v9.2/`, e.g. `GET tasks({id})?$select=subject`. */
  readonly send: string;
  /** A text goes as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Name under which later steps find the id from OData-EntityId, or that of the background operation. */
  readonly keep?: string;
  readonly status: number;
  /** `error.code` */
  readonly code?: string;
  /** `error.message`, whole or by pattern. */
  readonly message?: string | RegExp;
  /** What the JSON body must hold: objects by part, arrays whole, patterns for texts. */
  readonly json?: unknown;
  readonly text?: RegExp;
  readonly header?: Readonly<Record<string, string | RegExp>>;
}
