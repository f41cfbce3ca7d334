/** Keys whose values open a recording for whoever has them. */
const secrets = new Set(['download_token', 'download_access_token', 'password', 'passcode', 'recording_play_passcode']);

/** The payload without its tokens and passcodes, wherever they stand; those within an address go too. */
export function cleanZoom(body: unknown): unknown {
  if (typeof body === 'string') return withoutPasscode(body);
  if (Array.isArray(body)) return body.map(cleanZoom);
  if (body === null || typeof body !== 'object') return body;
  return Object.fromEntries(
    Object.entries(body).flatMap(([key, value]) => (secrets.has(key.toLowerCase()) ? [] : [[key, cleanZoom(value)]])),
  );
}

/** `https://zoom.us/rec/share/a?pwd=b` → `https://zoom.us/rec/share/a` */
function withoutPasscode(text: string): string {
  if (!/^https?:\/\//i.test(text) || !text.includes('?')) return text;
  const [address = '', ...rest] = text.split('?');
  const [query = '', ...fragment] = rest.join('?').split('#');
  const kept = query.split('&').filter((part) => !/^(pwd|passcode|password|access_token)=/i.test(part));
  return [address, kept.length > 0 ? `?${kept.join('&')}` : '', ...fragment.map((part) => `#${part}`)].join('');
}
