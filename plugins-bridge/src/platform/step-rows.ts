import { z } from 'zod';
import type { DataverseClient } from '../dataverse/client.ts';
import type { Offer } from './offered.ts';
import { stepName, type WantedStep } from './wanted-steps.ts';

/** Begins the names of our rows. */
export const endpointName = 'Activity Logging bridge';

const image = z.object({
  sdkmessageprocessingstepimageid: z.string(),
  entityalias: z.string().nullish(),
  imagetype: z.number().nullish(),
  messagepropertyname: z.string().nullish(),
  attributes: z.string().nullish(),
});
const step = z.object({
  sdkmessageprocessingstepid: z.string(),
  name: z.string(),
  stage: z.number(),
  mode: z.number(),
  rank: z.number(),
  asyncautodelete: z.boolean().nullish(),
  statecode: z.number(),
  filteringattributes: z.string().nullish(),
  _sdkmessageid_value: z.string(),
  _sdkmessagefilterid_value: z.string().nullish(),
});
const images = 'sdkmessageprocessingstepid_sdkmessageprocessingstepimage';
const stepWithImages = step.extend({ [images]: z.array(image) });
const steps = z.object({ value: z.array(stepWithImages) });

export type StepRow = z.infer<typeof step> & { readonly images: readonly z.infer<typeof image>[] };

/** A wanted step as this organisation takes it. */
export interface Registration {
  readonly step: WantedStep;
  readonly offer: Offer;
  /** Update: columns that set it off; none: any. */
  readonly columns: readonly string[];
}

/** The steps of a service endpoint with their images, in one query. */
export async function stepsOf(client: DataverseClient, endpoint: string): Promise<StepRow[]> {
  const select = Object.keys(step.shape).join(',');
  const expand = `${images}($select=${Object.keys(image.shape).join(',')})`;
  const filter = encodeURIComponent(`_eventhandler_value eq ${endpoint}`);
  const path = `sdkmessageprocessingsteps?$select=${select}&$expand=${expand}&$filter=${filter}`;
  return steps.parse(await client.read(path)).value.map((row) => ({ ...row, images: row[images] }));
}

export function isFor(row: StepRow, { messageId, filterId }: Offer): boolean {
  return (
    row._sdkmessageid_value.toLowerCase() === messageId.toLowerCase() &&
    (row._sdkmessagefilterid_value ?? '').toLowerCase() === (filterId ?? '').toLowerCase()
  );
}

/** @throws PassingFailure, DataverseError */
export async function createStep(
  client: DataverseClient,
  endpoint: string,
  { step: wanted, offer, columns }: Registration,
): Promise<void> {
  const id = crypto.randomUUID();
  await client.write({
    method: 'POST',
    path: 'sdkmessageprocessingsteps',
    body: {
      sdkmessageprocessingstepid: id,
      name: `${endpointName}: ${stepName(wanted)}`,
      ...registrationOf(wanted),
      ...(columns.length > 0 ? { filteringattributes: columns.join(',') } : {}),
      'eventhandler_serviceendpoint@odata.bind': `/serviceendpoints(${endpoint})`,
      'sdkmessageid@odata.bind': `/sdkmessages(${offer.messageId})`,
      ...(offer.filterId ? { 'sdkmessagefilterid@odata.bind': `/sdkmessagefilters(${offer.filterId})` } : {}),
    },
  });
  await createImage(client, id, wanted);
}

/**
 * Puts right what somebody, or an older version, registered another way; a step that was switched off is switched on again.
 *
 * @throws PassingFailure, DataverseError
 */
export async function refreshStep(
  client: DataverseClient,
  row: StepRow,
  { step: wanted, columns }: Registration,
): Promise<'updated' | 'kept'> {
  const { stage, mode, rank, asyncautodelete } = registrationOf(wanted);
  const own =
    row.stage === stage &&
    row.mode === mode &&
    row.rank === rank &&
    (row.asyncautodelete ?? false) === asyncautodelete &&
    row.statecode === enabled.statecode &&
    sameColumns(row.filteringattributes, columns);
  const pictures = hasImage(row, wanted);
  if (own && pictures) return 'kept';
  if (!own) {
    await client.write({
      method: 'PATCH',
      path: `sdkmessageprocessingsteps(${row.sdkmessageprocessingstepid})`,
      headers: { 'If-Match': '*' },
      body: {
        ...registrationOf(wanted),
        filteringattributes: columns.length > 0 ? columns.join(',') : null,
        ...(row.statecode === enabled.statecode ? {} : enabled),
      },
    });
  }
  if (!pictures) {
    for (const { sdkmessageprocessingstepimageid: id } of row.images)
      await client.write({ method: 'DELETE', path: `sdkmessageprocessingstepimages(${id})` });
    await createImage(client, row.sdkmessageprocessingstepid, wanted);
  }
  return 'updated';
}

/** @throws PassingFailure, DataverseError */
export async function deleteStep(client: DataverseClient, row: StepRow): Promise<void> {
  await client.write({ method: 'DELETE', path: `sdkmessageprocessingsteps(${row.sdkmessageprocessingstepid})` });
}

const enabled = { statecode: 0, statuscode: 1 } as const;
/** Values of sdkmessageprocessingstep (facts §6): after the operation; a job that succeeded leaves no row. */
function registrationOf({ waits = false }: WantedStep) {
  return { stage: 40, mode: waits ? 0 : 1, rank: 1, asyncautodelete: !waits, supporteddeployment: 0 };
}

/** The row as it will be. */
const postImage = 1;
const alias = 'row';

async function createImage(client: DataverseClient, stepId: string, { image: wanted }: WantedStep): Promise<void> {
  if (!wanted) return;
  await client.write({
    method: 'POST',
    path: 'sdkmessageprocessingstepimages',
    body: {
      name: alias,
      entityalias: alias,
      imagetype: postImage,
      messagepropertyname: wanted.property,
      attributes: wanted.columns.join(','),
      'sdkmessageprocessingstepid@odata.bind': `/sdkmessageprocessingsteps(${stepId})`,
    },
  });
}

function hasImage({ images: found }: StepRow, { image: wanted }: WantedStep): boolean {
  if (!wanted) return found.length === 0;
  const [only, ...others] = found;
  return (
    only !== undefined &&
    others.length === 0 &&
    only.imagetype === postImage &&
    only.messagepropertyname === wanted.property &&
    sameColumns(only.attributes, wanted.columns)
  );
}

function sameColumns(listed: string | null | undefined, wanted: readonly string[]): boolean {
  const names = (listed ?? '').split(',').flatMap((name) => name.trim() || []);
  return names.toSorted().join() === wanted.toSorted().join();
}
