import { offersOf } from '../../platform/offered.ts';
import { isFor, stepsOf } from '../../platform/step-rows.ts';
import { endpointsOf, webhookUrl } from '../../platform/steps.ts';
import { defaultSteps, stepName } from '../../platform/wanted-steps.ts';
import { type Check, count, fault, named, ok, warning } from '../types.ts';

const connect =
  'Run `activity-logging connect` with the sign-in of an application user who is System Administrator (AZURE_CLIENT_ID and its secret).';

/** What the platform tells the bridge is registered, switched on, and goes to this bridge (SPEC B-10). */
export const webhook: Check = {
  name: 'webhook',
  needs: ['privileges'],
  async run({ client, config: { publicUrl, webhookSecret } }) {
    if (!publicUrl || !webhookSecret)
      return warning(
        'the platform does not call the bridge: a change of settings counts within 5 s, and what is parked for a person waits for a replay',
        `Set BRIDGE_PUBLIC_URL and BRIDGE_WEBHOOK_SECRET, restart the bridge. ${connect}`,
      );
    const [endpoint] = await endpointsOf(client);
    if (!endpoint) return fault('the webhook is not registered in Dataverse', connect);
    const url = webhookUrl(publicUrl);
    if (endpoint.url !== url) return fault(`the webhook calls ${endpoint.url ?? 'nothing'} and not ${url}`, connect);
    const rows = await stepsOf(client, endpoint.serviceendpointid);
    const off = rows.filter(({ statecode }) => statecode !== 0).map(({ name }) => name);
    if (off.length > 0)
      return fault(
        `${count(off.length, 'step')} of the webhook switched off: ${named(off)}`,
        `${connect} It switches them on again.`,
      );
    const offerOf = await offersOf(client, defaultSteps);
    const missing = defaultSteps.filter((step) => {
      const offer = offerOf(step);
      return offer !== undefined && !rows.some((row) => isFor(row, offer));
    });
    if (missing.length > 0)
      return fault(`${count(missing.length, 'step')} not registered: ${named(missing.map(stepName))}`, connect);
    return ok(`${count(rows.length, 'step')} registered and switched on, calling ${url}`);
  },
};
