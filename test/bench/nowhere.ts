import { randomUUID } from 'node:crypto';
import { freePort } from '../../tools/start/child.ts';
import type { AppRegistration, DataverseAddress } from '../../tools/start/crm.ts';

/** An organisation nobody answers for: what a bridge takes stays in its queue. */
export async function nowhere(): Promise<{ address: DataverseAddress; app: AppRegistration }> {
  const port = await freePort();
  return {
    address: { url: `http://127.0.0.1:${port}`, authorityUrl: `https://127.0.0.1:${port}`, caFile: '' },
    app: { clientId: randomUUID(), secret: randomUUID() },
  };
}
