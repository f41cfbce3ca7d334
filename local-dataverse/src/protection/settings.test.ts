import { describe, expect, it } from '@jest/globals';
import { DEFAULT_COSTS, costOf } from './costs.ts';
import { planFaults, readFaults } from './faults.ts';
import { PLATFORM_LIMITS } from './limits.ts';
import { parseProtection, readProtection } from './settings.ts';

describe('settings', () => {
  it('are off by default and the platform’s when asked for', () => {
    expect(readProtection({})).toEqual({ limits: undefined, latencyMs: 0, costs: undefined });
    expect(readProtection({ limits: true, costs: true })).toEqual({
      limits: PLATFORM_LIMITS,
      latencyMs: 0,
      costs: DEFAULT_COSTS,
    });
  });

  it('scale: 300 s become 30 s at the same rates', () => {
    expect(readProtection({ limits: true, scale: 10 }).limits).toMatchObject({
      windowSeconds: 30,
      requests: 600,
      executionSeconds: 120,
      concurrency: 52,
    });
  });

  it('refuse what makes no sense, by name', () => {
    expect(() => readProtection({ limits: { requests: 0 } })).toThrow('limits.requests must be a number above 0.');
    expect(() => readProtection({ latencyMs: -1 })).toThrow('latencyMs');
    expect(() => readProtection(JSON.parse('{"limit":true}'))).toThrow("no setting 'limit'");
    expect(() => parseProtection('requests=many')).toThrow("does not know 'requests=many'");
    expect(() => parseProtection('color=1')).toThrow("does not know 'color'");
  });

  it('read the command line', () => {
    expect(parseProtection('on')).toEqual({ limits: {} });
    expect(parseProtection('scale=10, latency=60, costs')).toEqual({ limits: {}, costs: {}, scale: 10, latencyMs: 60 });
    expect(parseProtection('window=30,requests=600,execution=120,request=5,read=10')).toEqual({
      limits: { windowSeconds: 30, requests: 600, executionSeconds: 120 },
      costs: { request: 5, read: 10 },
    });
  });
});

describe('execution-time model', () => {
  const parties = '{"phonecall_activity_parties":[]}';
  it.each([
    ['GET', 'contacts', '', 10],
    ['POST', 'tasks', '{}', 30],
    ['POST', 'phonecalls', parties, 50],
    ['PATCH', 'phonecalls(1)', '{}', 25],
    ['PATCH', 'phonecalls(1)', parties, 50],
    ['PUT', 'phonecalls(1)/phonecall_activity_parties', '{"value":[]}', 40],
    ['PUT', 'tasks(1)/subject', '{}', 25],
    ['DELETE', 'tasks(1)', '', 25],
    ['POST', 'tasks/Microsoft.Dynamics.CRM.CreateMultiple', '{"Targets":[{},{},{}]}', 90],
    ['POST', 'tasks/Microsoft.Dynamics.CRM.UpdateMultiple', '{"Targets":[{},{}]}', 50],
    ['POST', 'emails(1)/Microsoft.Dynamics.CRM.SendEmail', '{}', 50],
    ['POST', 'accounts(1)/Account_Tasks/$ref', '{}', 25],
  ])('%s %s takes its time', (method, path, body, milliseconds) => {
    expect(costOf(DEFAULT_COSTS, { method, path, body })).toBe(milliseconds);
  });
});

describe('faults', () => {
  it('hit by count, method and path', () => {
    const plan = planFaults([{ kind: 'reset', count: 2, method: 'POST', path: 'tasks' }]);
    expect(plan.next('GET', 'tasks')).toBeUndefined();
    expect(plan.next('POST', 'emails')).toBeUndefined();
    expect([1, 2, 3].map(() => plan.next('POST', 'tasks')?.kind)).toEqual(['reset', 'reset', undefined]);
    expect(plan.state()).toMatchObject([{ kind: 'reset', hits: 2 }]);
  });

  it('hit by a chance that a seed repeats', () => {
    const hits = (seed: number): boolean[] => {
      const plan = planFaults([{ kind: 'unavailable', probability: 0.25, seed }]);
      return Array.from({ length: 4000 }, () => plan.next('GET', '') !== undefined);
    };
    expect(hits(7)).toEqual(hits(7));
    expect(hits(7)).not.toEqual(hits(8));
    const share = hits(7).filter(Boolean).length / 4000;
    expect(share).toBeGreaterThan(0.22);
    expect(share).toBeLessThan(0.28);
  });

  it('are read strictly', () => {
    expect(() => readFaults({})).toThrow("array 'faults'");
    expect(() => readFaults({ faults: [{ kind: 'bang' }] })).toThrow("'kind' must be one of");
    expect(() => readFaults({ faults: [{ kind: 'slow' }] })).toThrow("needs 'delayMs'");
    expect(() => readFaults({ faults: [{ kind: 'reset', probability: 2 }] })).toThrow("'probability' must be");
    expect(() => readFaults({ faults: [{ kind: 'reset', when: 1 }] })).toThrow("no 'when'");
  });
});
