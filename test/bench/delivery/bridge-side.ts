/** Our side: the bridge in a process of its own, fed over HTTP as a source would. */
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Pool } from 'undici';
import { queueCounts } from '../../../tools/start/bridge-status.ts';
import { answers, type Child, freePort, startChild } from '../../../tools/start/child.ts';
import { tenantId } from '../../../tools/start/crm.ts';
import type { Organisation } from './organisation.ts';
import { type BenchEvent, documentOf } from './stream.ts';

/** Events a request of the feed carries. */
const TOGETHER = 100;

export interface BridgeSide {
  /** Resolves once every event was answered 202. */
  feed(events: readonly BenchEvent[]): Promise<void>;
  /** Waits until nothing is pending. */
  drained(timeoutMs: number): Promise<void>;
  /** Milliseconds from an event's acceptance to the moment its row was known to stand, of events logged; ends the bridge. */
  delays(): Promise<number[]>;
  stop(): Promise<void>;
}

export async function startBridgeSide({ target }: Organisation): Promise<BridgeSide> {
  const app = await target.register('bridge', ['Activity Logging Bridge', 'Activity Logging Bridge (Sales)']);
  const secret = randomBytes(32);
  const [port, adminPort] = [await freePort(), await freePort()];
  const [url, adminUrl] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${adminPort}`];
  const data = join(target.folder, 'bridge');
  const child: Child = await startChild({
    name: 'bridge',
    script: 'plugins-bridge/src/cli/main.ts',
    args: ['bridge'],
    env: {
      DATAVERSE_URL: target.url,
      AZURE_TENANT_ID: tenantId,
      AZURE_CLIENT_ID: app.clientId,
      AZURE_CLIENT_SECRET: app.secret,
      AZURE_AUTHORITY_HOST: target.authorityUrl,
      NODE_EXTRA_CA_CERTS: target.caFile,
      BRIDGE_DATA: data,
      BRIDGE_PORT: String(port),
      BRIDGE_ADMIN_PORT: String(adminPort),
      BRIDGE_EVENT_SECRETS: `whsec_${secret.toString('base64')}`,
      BRIDGE_LOG_LEVEL: 'warn',
    },
    logFile: join(target.folder, 'bridge.log'),
    ready: () => answers(`${url}/health/ready`),
    timeoutMs: 60_000,
  });
  const pool = new Pool(url, { connections: 8 });

  async function send(events: readonly BenchEvent[]): Promise<void> {
    const body = JSON.stringify(events.map(documentOf));
    const [id, at] = [randomUUID(), Math.floor(Date.now() / 1000)];
    const signature = createHmac('sha256', secret).update(`${id}.${at}.${body}`).digest('base64');
    const answer = await pool.request({
      path: '/events',
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(at),
        'webhook-signature': `v1,${signature}`,
      },
      body,
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 202) throw new Error(`the bridge answered ${answer.statusCode}: ${text}`);
    const refused = (JSON.parse(text) as { events: { accepted: boolean }[] }).events.filter(
      ({ accepted }) => !accepted,
    );
    if (refused.length > 0) throw new Error(`the bridge could not read events: ${text.slice(0, 500)}`);
  }

  const stop = async (): Promise<void> => {
    await pool.destroy();
    await child.stop();
  };
  return {
    async feed(events) {
      for (let start = 0; start < events.length; start += TOGETHER) await send(events.slice(start, start + TOGETHER));
    },
    async drained(timeoutMs) {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const counts = await queueCounts(adminUrl);
        if (counts.pending === 0) return;
        if (Date.now() > deadline) throw new Error(`the bridge's queue is not empty: ${JSON.stringify(counts)}`);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    },
    async delays() {
      await stop();
      const db = new DatabaseSync(join(data, 'queue.sqlite'), { readOnly: true });
      try {
        return db
          .prepare(
            `SELECT entry.settled_at - delivery.received_at AS took FROM entry JOIN delivery ON delivery.seq = entry.delivery
             WHERE entry.state = 1 AND entry.settled_at IS NOT NULL ORDER BY entry.seq`,
          )
          .all()
          .map(({ took }) => Number(took));
      } finally {
        db.close();
      }
    },
    stop,
  };
}
