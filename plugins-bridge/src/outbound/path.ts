/**
 * Refuses a path that would not stay what it was written for: another authority (`//host`, an absolute address), a step upwards out
 * of ids, characters that end a request line (SPEC B-12). Ids of payloads must be encoded by whoever writes the path.
 *
 * @throws Error
 */
export function checkPath(path: string): void {
  const [plain = ''] = path.split('?');
  const isUsable =
    path.startsWith('/') &&
    !plain.startsWith('//') &&
    // Visible ASCII without backslash and fragment.
    /^[\x21-\x7e]*$/.test(path) &&
    !/[\\#]/.test(path) &&
    !plain.split('/').some((segment) => /^(\.|%2e){1,2}$/i.test(segment));
  if (!isUsable) throw new Error('The path of a request would leave its origin or its folder; nothing was sent.');
}
