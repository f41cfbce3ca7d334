import { createServer, type IncomingMessage, request as forward, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to a request on its way: nothing, refused, never answered, or its answer lost although it was carried out. */
export type Fault = 'none' | 'throttle' | 'unavailable' | 'reset' | 'hold' | 'lost-answer';

export interface FaultProxy {
  readonly url: string;
  /** Faults that were caused, by kind. */
  readonly caused: Record<Fault, number>;
  /** Stands between the bridge and Dataverse from now on. */
  setFault(next: (path: string) => Fault): void;
  close(): Promise<void>;
}

/** A proxy before `target` that disturbs requests. */
export async function faultProxy(target: string): Promise<FaultProxy> {
  const caused: Record<Fault, number> = { none: 0, throttle: 0, unavailable: 0, reset: 0, hold: 0, 'lost-answer': 0 };
  let next: (path: string) => Fault = () => 'none';

  const server = createServer((incoming, outgoing) => {
    const fault = next(incoming.url ?? '/');
    caused[fault] += 1;
    if (fault === 'hold') return void incoming.resume();
    if (fault === 'reset') return void incoming.destroy();
    if (fault === 'throttle' || fault === 'unavailable') return refuse(incoming, outgoing, fault);
    pass(target, incoming, outgoing, fault === 'lost-answer');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    caused,
    setFault(fault) {
      next = fault;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function refuse(incoming: IncomingMessage, outgoing: ServerResponse, fault: 'throttle' | 'unavailable'): void {
  incoming.resume();
  const body = JSON.stringify({ error: { code: '0x80072322', message: 'Number of requests exceeded the limit.' } });
  outgoing
    .writeHead(fault === 'throttle' ? 429 : 503, { 'content-type': 'application/json', 'retry-after': '0.05' })
    .end(body);
}

function pass(target: string, incoming: IncomingMessage, outgoing: ServerResponse, loseAnswer: boolean): void {
  const { port } = new URL(target);
  // The Host stays the proxy's: tokens are issued for the address the bridge knows.
  const { headers } = incoming;
  const onward = forward(
    { hostname: '127.0.0.1', port, method: incoming.method, path: incoming.url, headers },
    (answer) => {
      if (loseAnswer) {
        answer.resume();
        answer.on('end', () => outgoing.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    },
  );
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}
