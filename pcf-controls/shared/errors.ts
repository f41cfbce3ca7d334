/** The sentence a failed platform call carries; the platform rejects with plain objects, not with `Error`. */
export function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null) {
    const message: unknown = Reflect.get(error, 'message');
    if (typeof message === 'string' && message !== '') return message;
  }
  return String(error);
}
