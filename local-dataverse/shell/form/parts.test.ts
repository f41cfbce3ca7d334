import { describe, expect, it } from '@jest/globals';
import { HttpError } from '../api/http.ts';
import { textsOf } from '../texts.ts';
import { problemDialog } from './problems.ts';
import { quickFormsOf } from './quickView.ts';

const titleOf = (status: number, code: string, languageId = 1033): string | undefined =>
  problemDialog(new HttpError(status, code, 'No.', ''), textsOf(languageId).form).title;

describe('what the server refuses', () => {
  it('stands in a dialog named as the platform names it', () => {
    expect(titleOf(400, '0x80040265')).toBe('Business Process Error');
    expect(titleOf(400, '0x80040216', 1031)).toBe('Geschäftsprozessfehler');
    expect(titleOf(403, '0x80040220')).toBe('Insufficient Permissions');
    expect(titleOf(412, '0x80060892')).toBe('Duplicate records found');
    expect(titleOf(404, '0x80040217')).toBe('Record Is Unavailable');
    expect(problemDialog(new Error('Offline.'), textsOf(1033).form)).toEqual({
      title: 'Error',
      text: 'Offline.',
      isError: true,
    });
  });

  it('tells code and status in its details', () => {
    const { details } = problemDialog(new HttpError(400, '0x80040265', 'No.', ''), textsOf(1033).form);
    expect(details).toBe('No.\nError code 0x80040265\nHTTP 400');
  });
});

describe('quick views', () => {
  it('have a form for each table', () => {
    expect(
      quickFormsOf(
        '<QuickFormIds><QuickFormId entityname="account">{AB000000-0000-4000-8000-000000000001}</QuickFormId><QuickFormId entityname="contact">ab000000-0000-4000-8000-000000000002</QuickFormId></QuickFormIds>',
      ),
    ).toEqual(
      new Map([
        ['account', 'ab000000-0000-4000-8000-000000000001'],
        ['contact', 'ab000000-0000-4000-8000-000000000002'],
      ]),
    );
  });
});
