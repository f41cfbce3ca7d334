import { describe, expect, it } from '@jest/globals';
import { createSessions } from './session.ts';

const USER = '10ca1000-0000-4000-8000-000000000004';
const value = (cookie: string): string => cookie.split(';')[0] ?? '';

describe('createSessions', () => {
  const sessions = createSessions();
  const cookie = sessions.cookieFor(USER);
  const from = (site: string, method = 'POST', sent = value(cookie)) =>
    sessions.callerOf({ method, headers: { cookie: sent, 'sec-fetch-site': site } });

  it('signs a user in with a cookie scripts and other sites cannot use', () => {
    expect(cookie).toMatch(/^ld_session=.+; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(from('same-origin')).toEqual({ userId: USER, initiatingUserId: USER });
  });

  it('takes the cookie only from this very origin, and from the address bar for reads', () => {
    expect(from('same-site')).toBeUndefined();
    expect(from('cross-site')).toBeUndefined();
    expect(from('none')).toBeUndefined();
    expect(from('none', 'GET')).toBeDefined();
    expect(sessions.callerOf({ method: 'GET', headers: { cookie: value(cookie) } })).toBeUndefined();
  });

  it('refuses cookies that were changed or signed by another server', () => {
    expect(
      from('same-origin', 'GET', value(cookie).replace(USER, '10ca1000-0000-4000-8000-000000000005')),
    ).toBeUndefined();
    expect(from('same-origin', 'GET', value(createSessions().cookieFor(USER)))).toBeUndefined();
    expect(from('same-origin', 'GET', 'ld_session=')).toBeUndefined();
    expect(from('same-origin', 'GET', '')).toBeUndefined();
  });

  it('finds its cookie among those of servers on other ports', () => {
    const other = value(createSessions().cookieFor(USER));
    expect(from('same-origin', 'GET', `a=b; ${other}; ${value(cookie)}`)).toBeDefined();
  });
});
