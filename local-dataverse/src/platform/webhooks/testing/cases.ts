/** One message over its real operation, and what the webhook must get. */
import { expect } from '@jest/globals';
import type { Delivery } from './examples.ts';
import type { Json, Organization } from './organization.ts';
import { input } from './reading.ts';

export interface Answered {
  readonly status: number;
  readonly json: Json;
}

export interface MessageCase {
  readonly message: string;
  readonly table?: string;
  /** Does it; the id the message is about. */
  run(): Promise<string | undefined>;
  /** Names of the InputParameters, in order. */
  readonly names: readonly string[];
  check?(given: Json, id: string, delivery: Delivery): void;
}

/** @throws Error for an answer that is no success */
export async function successOf(answer: Promise<Answered>): Promise<Json> {
  const { status, json } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(json)}`);
  return json;
}

/** Registers a step, runs the operation, looks at the first delivery, and takes the step away again. */
export async function checkCase(crm: Organization, { message, table, run, names, check }: MessageCase): Promise<void> {
  crm.receiver.deliveries.length = 0;
  const step = await crm.register(message, table);
  try {
    const id = await run();
    const [delivery] = await crm.deliveries(1);
    if (delivery === undefined) throw new Error('nothing came');
    expect(delivery.headers['x-ms-dynamics-request-name']).toBe(message);
    expect(delivery.context).toMatchObject({ MessageName: message, Depth: 1, Stage: 40, UserId: crm.userId });
    if (id !== undefined) expect(delivery.context.PrimaryEntityId).toBe(id);
    expect(Object.keys(input(delivery))).toEqual(names);
    check?.(input(delivery), id ?? '', delivery);
  } finally {
    await crm.call('DELETE', `sdkmessageprocessingsteps(${step})`);
  }
}
