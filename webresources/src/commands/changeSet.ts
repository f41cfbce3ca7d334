/** A request of operation type “create, read, update or delete” (Client API reference, Xrm.WebApi.online.execute). */
interface RowRequest {
  readonly etn: string;
  readonly id?: string;
  readonly payload: object;
  readonly getMetadata: () => object;
}

export function createRequest(etn: string, payload: object): RowRequest {
  return { etn, payload, getMetadata: () => metadata('Create') };
}

export function updateRequest(etn: string, id: string, payload: object): RowRequest {
  return { etn, id, payload, getMetadata: () => metadata('Update') };
}

function metadata(operationName: string): object {
  return { boundParameter: null, parameterTypes: {}, operationType: 2, operationName };
}

/** Carries out all requests or none, in one batch. Rejected with the sentence of the one that failed. */
export async function changeSet(requests: readonly RowRequest[]): Promise<void> {
  await Xrm.WebApi.online.executeMultiple([requests]);
}
