/**
 * `<ServiceEndpoint>` and `<SdkMessageProcessingStep>` → rows (reference/xsd, facts §6). Steps of service endpoints only: plug-in
 * assemblies have no place to run here. The secret of an endpoint is in no package (there is no AuthValue element).
 */
import { notImplemented } from '../../engine/errors.ts';
import { stableId } from '../../metadata/stable-id.ts';
import { filterId, messageName } from '../../platform/seed/messages.ts';
import type { Reference, RowImport } from './package.ts';
import {
  attribute,
  child,
  children,
  fail,
  flag,
  guid,
  needAttribute,
  needText,
  number,
  text,
  type Element,
} from './xml.ts';

const FILE = 'customizations.xml';
/** EventHandlerTypeCode of a service endpoint. */
const SERVICE_ENDPOINT = '4618';

export function readServiceEndpoint(element: Element): RowImport {
  const name = needAttribute(FILE, element, 'Name');
  return {
    file: FILE,
    table: 'serviceendpoint',
    id: guid(FILE, element, needAttribute(FILE, element, 'ServiceEndpointId')),
    componentType: 95,
    schemaName: name,
    values: {
      name,
      description: text(element, 'Description') ?? attribute(element, 'Description') ?? null,
      connectionmode: number(FILE, element, 'ConnectionMode') ?? 1,
      contract: number(FILE, element, 'Contract') ?? fail(FILE, element, 'Contract is missing'),
      authtype: number(FILE, element, 'AuthType') ?? null,
      messageformat: number(FILE, element, 'MessageFormat') ?? null,
      userclaim: number(FILE, element, 'UserClaim') ?? 1,
      path: text(element, 'Path') ?? null,
      solutionnamespace: text(element, 'SolutionNamespace') ?? null,
      namespaceaddress: text(element, 'NamespaceAddress') ?? null,
      namespaceformat: number(FILE, element, 'NamespaceFormat') ?? null,
      saskeyname: text(element, 'SASKeyName') ?? null,
      url: text(element, 'Url') ?? null,
    },
  };
}

/** @throws DataverseError 501 for steps of plug-ins, and for messages whose id is not known here */
export function readStep(element: Element): { rows: RowImport[]; references: Reference[] } {
  const id = guid(FILE, element, needAttribute(FILE, element, 'SdkMessageProcessingStepId'));
  const name = needAttribute(FILE, element, 'Name');
  if (text(element, 'EventHandlerTypeCode') !== SERVICE_ENDPOINT || text(element, 'PluginTypeName') !== undefined)
    throw notImplemented(`A step of a plug-in (${name}) in a solution`);
  const messageId = guid(FILE, element, needText(FILE, element, 'SdkMessageId'));
  const message = messageName(messageId);
  if (message === undefined) throw notImplemented(`A step (${name}) on the message with the id ${messageId}`);
  const table = text(element, 'PrimaryEntity')?.toLowerCase();
  const isAboutTable = table !== undefined && table !== 'none';
  const step: RowImport = {
    file: FILE,
    table: 'sdkmessageprocessingstep',
    id,
    componentType: 92,
    schemaName: name,
    values: {
      name,
      description: text(element, 'Description') ?? attribute(element, 'Description') ?? null,
      stage: number(FILE, element, 'Stage') ?? fail(FILE, element, 'Stage is missing'),
      mode: number(FILE, element, 'Mode') ?? 0,
      rank: number(FILE, element, 'Rank') ?? 1,
      asyncautodelete: flag(element, 'AsyncAutoDelete') ?? false,
      filteringattributes: text(element, 'FilteringAttributes') ?? null,
      configuration: text(element, 'Configuration') ?? null,
      supporteddeployment: number(FILE, element, 'SupportedDeployment') ?? 0,
      introducedversion: text(element, 'IntroducedVersion') ?? null,
      sdkmessageid: { table: 'sdkmessage', id: messageId },
      sdkmessagefilterid: isAboutTable ? { table: 'sdkmessagefilter', id: filterId(message, table) } : null,
      eventhandler: { table: 'serviceendpoint', id: guid(FILE, element, needText(FILE, element, 'EventHandler')) },
    },
  };
  const images = children(child(element, 'SdkMessageProcessingStepImages'), 'SdkMessageProcessingStepImage');
  return {
    rows: [step, ...images.map((image) => readImage(image, id))],
    references: isAboutTable ? [{ from: `step '${name}'`, kind: 'table', name: table }] : [],
  };
}

function readImage(element: Element, stepId: string): RowImport {
  const alias = needText(FILE, element, 'EntityAlias');
  const given =
    attribute(element, 'SdkMessageProcessingStepImageId') ?? text(element, 'SdkMessageProcessingStepImageId');
  return {
    file: FILE,
    table: 'sdkmessageprocessingstepimage',
    id: given === undefined ? stableId('stepimage', stepId, alias) : guid(FILE, element, given),
    values: {
      name: attribute(element, 'Name') ?? alias,
      entityalias: alias,
      imagetype: number(FILE, element, 'ImageType') ?? fail(FILE, element, 'ImageType is missing'),
      attributes: text(element, 'Attributes') ?? null,
      messagepropertyname: text(element, 'MessagePropertyName') ?? 'Target',
      sdkmessageprocessingstepid: { table: 'sdkmessageprocessingstep', id: stepId },
    },
  };
}
