/** Reading bodies of webhooks in tests. */
import type { Delivery } from './examples.ts';
import type { Json } from './organization.ts';

/** `__type` of a data contract. */
export const TYPE = (name: string): string => `${name}:http://schemas.microsoft.com/xrm/2011/Contracts`;

/** A list of key and value as an object. */
function pairs(list: readonly { readonly key: string; readonly value: unknown }[] = []): Json {
  return Object.fromEntries(list.map(({ key, value }) => [key, value]));
}

export const input = (delivery: Delivery | undefined): Json => pairs(delivery?.context.InputParameters);
export const output = (delivery: Delivery | undefined): Json => pairs(delivery?.context.OutputParameters);
/** Attributes of an Entity. */
export const columns = (entity: Json): Json => pairs(entity['Attributes']);

export const ref = (table: string, id: string): Json => ({
  __type: TYPE('EntityReference'),
  Id: id,
  KeyAttributes: [],
  LogicalName: table,
  Name: null,
  RowVersion: null,
});
