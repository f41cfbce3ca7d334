/** Actions that run after their answer, and the status monitor resource. */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { BackgroundOperationResponse, DynamicsWebApi } from 'dynamics-web-api';
import type { Case } from '../group.ts';
import { made, refused, row, type Row, type World } from './world.ts';

/** Polls until the operation is over; its status. */
async function completed(api: DynamicsWebApi, id: string): Promise<Row> {
  for (let turn = 0; turn < 200; turn += 1) {
    const status = await api.getBackgroundOperationStatus(id);
    if (status.backgroundOperationStateCode === 3) return status;
    await pause(50);
  }
  throw new Error(`the background operation ${id} does not end`);
}

const publish = (api: DynamicsWebApi): Promise<BackgroundOperationResponse> =>
  api.callAction<BackgroundOperationResponse>({ actionName: 'PublishAllXml', respondAsync: true });

export const background: readonly Case<World>[] = [
  {
    name: 'getBackgroundOperationStatus: an action that runs after its answer, with its output',
    async run({ api }) {
      const lead = await made(api, 'leads', { lastname: 'Later', subject: 'Background' });
      const { backgroundOperationId: id, location } = await api.callAction<BackgroundOperationResponse>({
        collection: 'leads',
        key: lead,
        actionName: 'Microsoft.Dynamics.CRM.QualifyLead',
        action: { CreateAccount: false, CreateContact: true, CreateOpportunity: false, Status: 3 },
        respondAsync: true,
      });
      assert.ok(location.endsWith(`/api/backgroundoperation/${id}`), location);
      const waiting = await api.getBackgroundOperationStatus(id);
      assert.deepEqual(waiting, { backgroundOperationStateCode: 0, backgroundOperationStatusCode: 0 });
      const done = await completed(api, id);
      assert.equal(done['backgroundOperationStatusCode'], 30);
      const contact = (done['value'] as Row[])[0]?.['contactid'];
      assert.equal((await row(api, 'contacts', String(contact), ['lastname']))['lastname'], 'Later');
      const kept = await row(api, 'backgroundoperations', id, ['name', 'outputparameters', 'errorcode']);
      assert.deepEqual([kept['name'], kept['errorcode']], ['QualifyLead', null]);
      assert.ok(String(kept['outputparameters']).includes(String(contact)));
    },
  },
  {
    name: "getBackgroundOperationStatus: an action of the platform's other parts",
    async run({ api }) {
      const { backgroundOperationId: id } = await publish(api);
      const done = await completed(api, id);
      assert.deepEqual(done, { backgroundOperationStateCode: 3, backgroundOperationStatusCode: 30 });
    },
  },
  {
    name: 'cancelBackgroundOperation: while it waits, and not once it is over',
    async run({ api }) {
      const { backgroundOperationId: id } = await publish(api);
      const answer = await api.cancelBackgroundOperation(id);
      assert.deepEqual(answer, { backgroundOperationStateCode: 2, backgroundOperationStatusCode: 22 });
      const done = await completed(api, id);
      assert.deepEqual(done, { backgroundOperationStateCode: 3, backgroundOperationStatusCode: 32 });
      await refused(() => api.cancelBackgroundOperation(id), 409);
    },
  },
  {
    name: 'getBackgroundOperationStatus of an unknown one',
    run: ({ api, account }) => refused(() => api.getBackgroundOperationStatus(account), 404),
  },
];
