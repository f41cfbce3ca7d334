/** A zip that cannot be unpacked; nothing was written. */
export class UnpackError extends Error {
  override readonly name = 'UnpackError';
}
