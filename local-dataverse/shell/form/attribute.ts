/** One column of the open row: its value, what was stored, and what scripts and people may do with it. */
import type { ColumnModel } from '../../src/shell/model.ts';
import { sameValue } from './values.ts';
import type { FieldValue } from './values.ts';

export type RequiredLevel = 'none' | 'recommended' | 'required';
export type SubmitMode = 'always' | 'dirty' | 'never';

export class Attribute {
  readonly column: ColumnModel;
  readonly initialRequiredLevel: RequiredLevel;
  requiredLevel: RequiredLevel;
  submitMode: SubmitMode = 'dirty';
  /** Set by a script (setIsValid): the sentence why the value must not be saved. */
  problem: string | undefined;
  #value: FieldValue = null;
  #stored: FieldValue = null;
  readonly #changed: (attribute: Attribute) => void;

  /** @param changed told after each change of the value or of a property, by whomever */
  constructor(column: ColumnModel, changed: (attribute: Attribute) => void) {
    this.column = column;
    this.#changed = changed;
    this.initialRequiredLevel = levelOf(column);
    this.requiredLevel = this.initialRequiredLevel;
  }

  get name(): string {
    return this.column.name;
  }
  get value(): FieldValue {
    return this.#value;
  }
  get stored(): FieldValue {
    return this.#stored;
  }
  get isDirty(): boolean {
    return !sameValue(this.#value, this.#stored);
  }
  get isEmpty(): boolean {
    return sameValue(this.#value, null);
  }

  /** Sets the value as a script does: no OnChange handlers. Texts longer than the column are cut by nobody: saving refuses them. */
  set(value: FieldValue): void {
    if (sameValue(value, this.#value) && !(value instanceof Date)) return;
    this.#value = value === '' ? null : value;
    this.problem = undefined;
    this.#changed(this);
  }

  /** Takes what the server stores. */
  load(value: FieldValue): void {
    this.#value = value;
    this.#stored = value;
    this.problem = undefined;
    this.#changed(this);
  }

  /** A default of a new row: differs from "stored nothing", so it is sent when the row is created. */
  preset(value: FieldValue): void {
    this.#value = value;
  }

  setRequiredLevel(level: RequiredLevel): void {
    this.requiredLevel = level;
    this.#changed(this);
  }

  setProblem(message: string | undefined): void {
    this.problem = message;
    this.#changed(this);
  }
}

function levelOf(column: ColumnModel): RequiredLevel {
  // SystemRequired columns are filled in by the server; asking people for them would block every form.
  if (column.required === 'ApplicationRequired') return 'required';
  return column.required === 'Recommended' ? 'recommended' : 'none';
}
