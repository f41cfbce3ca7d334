/** The Node half: its own `Xrm.WebApi` over HTTP. */
import { setMetadataCache, XrmContextDataverseClient, type MetadataCache } from 'dataverse-ify';
import { NodeWebApi } from 'dataverse-ify/lib/webapi/node/NodeWebApi.js';
import { NodeWebApiRequest } from 'dataverse-ify/lib/webapi/node/NodeWebApiRequest.js';
import { XrmApi } from 'dataverse-ify/lib/webapi/XrmApi.js';
import { runCases } from '../group.ts';
import type { Service } from '../service.ts';
import { cases } from './cases.ts';
import { declareActions } from './messages.ts';
import { world } from './world.ts';

/**
 * Runs the cases. The client signs in at Microsoft's public authority only (its address is written into its code), so the token comes
 * from our own authority and is given to it by `setAccessToken`, as its README shows for pages of one's own.
 * @returns failures
 */
export async function runInNode(service: Service, metadata: MetadataCache): Promise<string[]> {
  const api = new NodeWebApi(service.url, '9.2');
  const requests = api.getRequestImplementation();
  if (!(requests instanceof NodeWebApiRequest)) throw new Error('the client has another request implementation');
  requests.setAccessToken(service.token);
  setMetadataCache(metadata);
  declareActions();
  const { WebApi, Utility } = XrmApi.createInstance(api);
  // associate, disassociate and just-in-time metadata go by the global name.
  Reflect.set(globalThis, 'Xrm', { WebApi, Utility });
  try {
    return await runCases(cases, world(new XrmContextDataverseClient(WebApi), WebApi, 'Node'));
  } finally {
    Reflect.deleteProperty(globalThis, 'Xrm');
    Reflect.deleteProperty(XrmApi, 'xrmInstance');
  }
}
