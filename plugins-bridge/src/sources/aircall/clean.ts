/** The payload without its token, which is as good as a password: it is stored under neither of two that rotate. */
export function cleanAircall(body: unknown): unknown {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'token'));
}
