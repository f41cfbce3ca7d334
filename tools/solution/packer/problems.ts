/** What can be wrong with a solution folder: a closed set. */

export type ProblemKind =
  /** A file that every solution folder has is not there. */
  | 'missing-file'
  /** Not well-formed XML. */
  | 'not-xml'
  /** The file's root element or a required child is not what stands in such a file. */
  | 'wrong-content'
  /** A root component, index entry or file name refers to a source that is not in the folder. */
  | 'missing-source'
  /** A source is in the folder but Solution.xml (or the relationship index) does not list it. */
  | 'missing-root-component'
  /** An id or name occurs twice. */
  | 'duplicate'
  /** The skeleton has no element for a source of this sort. */
  | 'no-place'
  /** A folder or file the packer has no rule for. */
  | 'unknown-file'
  /** A root component type the packer has no rule for. */
  | 'unknown-component-type'
  /** A form, view or chart names a column that its table (or the query) does not have. */
  | 'unknown-column'
  /** A form gives a code component properties other than its manifest declares. */
  | 'control-mismatch'
  /** A file in the zip would be named other than the platform names it. */
  | 'wrong-file-name'
  /** A web resource or control file is larger than the platform takes. */
  | 'too-large'
  /** Text the import is known to refuse (an apostrophe in a control's display key). */
  | 'bad-text'
  /** A build output that must be staged first; the reason names the command. */
  | 'missing-build-output'
  /** A version that is not numbers with dots. */
  | 'bad-version';

export interface Problem {
  readonly kind: ProblemKind;
  /** Relative to the solution folder, `/` between parts. */
  readonly file: string;
  /** 1 is the first line; absent when the problem is the file itself. */
  readonly line?: number;
  readonly reason: string;
}

/** A folder that cannot be packed: every problem that was found, at least one. */
export class PackError extends Error {
  override readonly name = 'PackError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}

/** `file:line: reason (kind)` */
export function formatProblem({ kind, file, line, reason }: Problem): string {
  return `${file}${line === undefined ? '' : `:${line}`}: ${reason} (${kind})`;
}

/** Gathers problems so that one run names them all. */
export class Problems {
  readonly #found: Problem[] = [];

  add(kind: ProblemKind, file: string, reason: string, line?: number): void {
    this.#found.push(line === undefined ? { kind, file, reason } : { kind, file, line, reason });
  }

  /** @throws PackError when any problem was added. */
  throwIfAny(): void {
    if (this.#found.length > 0) throw new PackError(this.#found);
  }
}
