/** Entry of the web resource that runs the cases inside a page of the shell, on the shell's own `Xrm`. */
import { setMetadataCache, XrmContextDataverseClient, type MetadataCache } from 'dataverse-ify';
import { runCases } from '../group.ts';
import { cases } from './cases.ts';
import { declareActions } from './messages.ts';
import { world } from './world.ts';

Reflect.set(globalThis, 'runDataverseIfy', (metadata: MetadataCache): Promise<string[]> => {
  setMetadataCache(metadata);
  declareActions();
  const { WebApi } = Xrm;
  return runCases(cases, world(new XrmContextDataverseClient(WebApi), WebApi, 'browser'));
});
