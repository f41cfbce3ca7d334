/** The model contradicts itself; `where` names the table, form or view. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly where: string;

  constructor(where: string, reason: string) {
    super(`${where}: ${reason}`);
    this.where = where;
  }
}
