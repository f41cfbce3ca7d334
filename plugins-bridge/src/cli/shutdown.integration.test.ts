import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sendCanonical } from '@activity-logging/samples';
import { type BridgeProcess, startBridgeProcess } from '../test-support/bridge-process.ts';
import { eventually } from '../test-support/eventually.ts';
import { type FaultProxy, faultProxy } from '../test-support/fault-proxy.ts';
import { type Organisation, solutionsArePacked, startOrganisation } from '../test-support/organisation.ts';

const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const people = 12;
const patience = 240_000;

/** Real processes, real signals; a process needs seconds to start on a busy machine. */
(solutionsArePacked ? describe : describe.skip)('stopping the bridge', () => {
  let organisation: Organisation;
  let proxy: FaultProxy;
  const processes: BridgeProcess[] = [];

  beforeAll(async () => {
    organisation = await startOrganisation();
    proxy = await faultProxy(organisation.url);
    for (let index = 0; index < people; index += 1) {
      await organisation.admin.write({
        method: 'POST',
        path: 'contacts',
        body: { lastname: `Person ${index}`, emailaddress1: `person${index}@alder.example` },
      });
    }
  }, 60_000);
  afterEach(async () => {
    proxy.setFault(() => 'none');
    for (const one of processes.splice(0)) one.signal('SIGKILL');
  });
  afterAll(async () => {
    await proxy?.close();
    await organisation?.close();
  });

  async function start(folder: string, more: Readonly<Record<string, string>> = {}): Promise<BridgeProcess> {
    const started = await startBridgeProcess({
      ...organisation.bridgeEnvironment,
      DATAVERSE_URL: proxy.url,
      BRIDGE_DATA: `${organisation.folder}/${folder}`,
      BRIDGE_EVENT_SECRETS: secret,
      BRIDGE_LOG_LEVEL: 'info',
      BRIDGE_DRAIN_SECONDS: '0',
      ...more,
    });
    processes.push(started);
    await eventually(
      async () => (await fetch(`${started.url}/health/ready`)).ok,
      async () => started.log(),
      60_000,
    );
    return started;
  }
  const notes = (text: string) =>
    Array.from({ length: people }, (_, index) => ({
      kind: 'note' as const,
      id: `${text}-${index}`,
      version: '2026-01-22T06:00:00Z',
      source: 'stopping',
      people: [{ emails: [`person${index}@alder.example`] }],
      body: `${text} ${index}`,
    }));
  const pending = async ({ adminUrl }: BridgeProcess): Promise<number> =>
    ((await (await fetch(`${adminUrl}/status`)).json()) as { events: { pending: number } }).events.pending;
  async function allLoggedOnce(by: BridgeProcess, text: string): Promise<void> {
    await eventually(
      async () => (await pending(by)) === 0,
      async () => by.log(),
      60_000,
    );
    const filter = encodeURIComponent(`startswith(al_sourceid,'${text}-')`);
    const { value } = (await organisation.admin.read(`tasks?$select=al_sourceid&$filter=${filter}`)) as {
      value: { al_sourceid: string }[];
    };
    expect(value.map(({ al_sourceid }) => al_sourceid).sort()).toEqual(
      notes(text)
        .map(({ id }) => id)
        .sort(),
    );
  }

  it(
    'B-9 SIGTERM: not ready first, then no payloads, exit code 0; nothing is lost or doubled',
    async () => {
      const first = await start('calm', { BRIDGE_DRAIN_SECONDS: '10' });
      await sendCanonical(first.url, notes('calm').slice(0, 6), secret);
      first.signal('SIGTERM');
      await eventually(
        async () => (await fetch(`${first.url}/health/ready`)).status === 503,
        async () => first.log(),
      );
      const state = (await (await fetch(`${first.url}/health/ready`)).json()) as object;
      expect(state).toMatchObject({ ready: false, why: 'the bridge is stopping' });
      // A balancer that has not looked yet still sends.
      await sendCanonical(first.url, notes('calm').slice(6), secret);
      expect(await first.exited).toBe(0);
      await expect(fetch(`${first.url}/health/live`)).rejects.toThrow();
      await allLoggedOnce(await start('calm'), 'calm');
    },
    patience,
  );

  it(
    'B-9 a Dataverse that does not answer holds it no longer than the limit; its claims go back',
    async () => {
      const first = await start('slow', { BRIDGE_SHUTDOWN_SECONDS: '4' });
      proxy.setFault((path) => (path.endsWith('$batch') ? 'hold' : 'none'));
      const before = proxy.caused.hold;
      await sendCanonical(first.url, notes('slow'), secret);
      await eventually(
        async () => proxy.caused.hold > before,
        async () => first.log(),
      );
      const begun = performance.now();
      first.signal('SIGTERM');
      expect(await first.exited).toBe(0);
      expect(performance.now() - begun).toBeLessThan(20_000);
      expect(first.log()).toContain('it went back to the queue');
      expect(first.log()).toMatch(/"claims":[1-9]/);
      proxy.setFault(() => 'none');
      await allLoggedOnce(await start('slow'), 'slow');
    },
    patience,
  );

  it(
    'B-9 a second signal ends it at once',
    async () => {
      const first = await start('twice', { BRIDGE_SHUTDOWN_SECONDS: '600', BRIDGE_DRAIN_SECONDS: '600' });
      proxy.setFault((path) => (path.endsWith('$batch') ? 'hold' : 'none'));
      await sendCanonical(first.url, notes('twice'), secret);
      first.signal('SIGTERM');
      await eventually(
        async () => first.log().includes('"stopping"'),
        async () => first.log(),
      );
      first.signal('SIGINT');
      expect(await first.exited).toBe(1);
      proxy.setFault(() => 'none');
      await allLoggedOnce(await start('twice'), 'twice');
    },
    patience,
  );

  it(
    'B-9 a configuration that is not usable ends it with exit code 2 and every problem',
    async () => {
      await expect(startBridgeProcess({ BRIDGE_PROT: '1', AZURE_CLIENT_ID: 'c' })).rejects.toThrow(
        /BRIDGE_PROT: there is no such setting; did you mean BRIDGE_PORT\?[\s\S]*DATAVERSE_URL: is missing[\s\S]*AZURE_TENANT_ID: is missing/,
      );
    },
    patience,
  );
});
