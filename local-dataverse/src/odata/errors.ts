/** A query text that cannot be read, with the place where reading stopped. */
export class ODataSyntaxError extends Error {
  /** Index into the text, from 0. */
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.name = 'ODataSyntaxError';
    this.position = position;
  }
}
