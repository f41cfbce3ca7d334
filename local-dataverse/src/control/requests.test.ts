import { describe, expect, it } from '@jest/globals';
import { createRequestLog, shapeOf } from './requests.ts';

const ID = '10ca1000-0000-4000-8000-000000000001';

describe('shape of a path', () => {
  it.each([
    ['contacts', 'contacts'],
    ['contacts?$top=1', 'contacts'],
    [`contacts(${ID})/Contact_Tasks/$count`, 'contacts({id})/Contact_Tasks/$count'],
    ["tasks(al_sourcesystem='x',al_sourceid='a=b, it''s (1)')", 'tasks(al_sourcesystem={},al_sourceid={})'],
    ['tasks(al_sourceid=%27a%27)', 'tasks(al_sourceid={})'],
    ["EntityDefinitions(LogicalName='task')/Attributes", 'EntityDefinitions(LogicalName={})/Attributes'],
    ['WhoAmI()', 'WhoAmI()'],
    [`http://127.0.0.1:5/api/data/v9.2/tasks(${ID})`, 'tasks({id})'],
    ['$1', '$1'],
    ['%', '%'],
  ])('%s', (path, shape) => expect(shapeOf(path)).toBe(shape));

  it('is found fast for hostile addresses', () => {
    const started = performance.now();
    shapeOf(`a(${"''".repeat(30_000)}`);
    shapeOf('('.repeat(60_000));
    shapeOf(`a(${'a='.repeat(30_000)})`);
    // Milliseconds; what is tried again from every character takes far longer.
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

describe('request log', () => {
  it('keeps its memory bounded', () => {
    const log = createRequestLog();
    for (let index = 0; index < 5000; index += 1) log.note('GET', `unknown${index}`, 404);
    expect(log.requests()).toHaveLength(2001);
    expect(log.requests().at(-1)).toEqual({ method: 'GET', path: '(others)', status: 404, count: 3000 });
  });
});
