/** Messages, steps and receivers for the tests of this folder. */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MessageContext } from '../../../engine/types.ts';
import type { RemoteExecutionContext } from '../execution-context.ts';
import type { Step } from '../steps.ts';

export const CONTACT_ID = 'c0000000-0000-4000-8000-000000000001';
export const SELLER_ID = 'c0000000-0000-4000-8000-000000000002';
const ADMIN_ID = 'c0000000-0000-4000-8000-000000000003';

const before = {
  contactid: CONTACT_ID,
  firstname: 'Jim',
  lastname: 'Glynn',
  fullname: 'Jim Glynn',
  jobtitle: null,
  modifiedon: '2026-11-20T08:00:00Z',
  versionnumber: 1,
};

/** Update of a contact's first name, acted for a seller. */
export function exampleMessage(changes: Partial<MessageContext> = {}): MessageContext {
  return {
    message: 'Update',
    table: 'contact',
    id: CONTACT_ID,
    caller: { userId: SELLER_ID, initiatingUserId: ADMIN_ID },
    target: { contactid: CONTACT_ID, firstname: 'James' },
    pre: before,
    post: {
      ...before,
      firstname: 'James',
      fullname: 'James Glynn',
      modifiedon: '2026-11-21T09:30:07Z',
      modifiedby: { table: 'systemuser', id: SELLER_ID },
      versionnumber: 2,
    },
    input: {},
    output: {},
    correlationId: 'c0000000-0000-4000-8000-00000000000a',
    requestId: 'c0000000-0000-4000-8000-00000000000b',
    operationId: 'c0000000-0000-4000-8000-00000000000c',
    depth: 1,
    createdOn: '2026-11-21T09:30:07Z',
    ...changes,
  };
}

/** Asynchronous step on Update of contact. */
export function exampleStep(changes: Partial<Step> = {}): Step {
  return {
    id: 'c0000000-0000-4000-8000-00000000000d',
    name: 'Update of contact',
    message: 'Update',
    table: 'contact',
    stage: 40,
    mode: 'asynchronous',
    rank: 1,
    filter: undefined,
    autoDelete: true,
    runAs: undefined,
    images: [],
    endpoint: {
      id: 'c0000000-0000-4000-8000-00000000000e',
      name: 'Bridge',
      url: 'http://127.0.0.1:1/hook',
      authType: 4,
      authValue: 'key',
    },
    ...changes,
  };
}

export interface Delivery {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly context: RemoteExecutionContext;
}

export interface Receiver {
  readonly url: string;
  readonly deliveries: Delivery[];
  /** Answers the next deliveries with these statuses, 'never' not at all; afterwards 200. */
  answers: (number | 'never')[];
  /** Runs before each answer. */
  meanwhile: () => Promise<void>;
  close(): Promise<void>;
}

/** A service that takes webhooks, on a real socket. */
export async function startReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      receiver.deliveries.push({
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        text,
        context: JSON.parse(text),
      });
      void answer(response);
    });
  });
  async function answer(response: ServerResponse): Promise<void> {
    await receiver.meanwhile();
    const status = receiver.answers.shift() ?? 200;
    if (status !== 'never') response.writeHead(status, { 'content-type': 'text/plain' }).end('no matter what');
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?from=crm`,
    deliveries: [],
    answers: [],
    meanwhile: () => Promise.resolve(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
