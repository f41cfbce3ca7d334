import { describe, expect, it } from '@jest/globals';
import { DEFAULT_BEHAVIOUR } from './behaviour.ts';
import { parseSwitches } from './switches.ts';

describe('switches as words', () => {
  it('are read by the kind of their default, the last one of a name wins', () => {
    const words = [
      'closedOnCreate',
      'reopenEmails=off',
      'multipleTables=custom, task',
      'mergedLeadStatus=5',
      'qualifyLeadActivities=moveAll',
      'aggregateRows=10',
      'closedOnCreate=false',
    ];
    expect(parseSwitches(words)).toEqual({
      behaviour: {
        closedOnCreate: false,
        reopenEmails: false,
        multipleTables: ['custom', 'task'],
        mergedLeadStatus: 5,
        qualifyLeadActivities: 'moveAll',
      },
      limits: { aggregateRows: 10 },
    });
    expect(parseSwitches(['multipleTables=none']).behaviour.multipleTables).toEqual([]);
  });

  it('take every default as a word', () => {
    const words = Object.entries(DEFAULT_BEHAVIOUR).map(([name, value]) => `${name}=${String(value)}`);
    expect(parseSwitches(words).behaviour).toEqual(DEFAULT_BEHAVIOUR);
  });

  it.each([
    ['closedOnCraete=true', /no switch 'closedOnCraete'/],
    ['closedOnCreate=perhaps', /true or false/],
    ['mergedLeadStatus=x', /whole number/],
    ['qualifyLeadActivities=some', /one of keep, moveOpen, moveAll/],
  ])('refuse %s', (word, message) => expect(() => parseSwitches([word])).toThrow(message));
});
