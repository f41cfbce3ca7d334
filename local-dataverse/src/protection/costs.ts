/** How long the platform works on an operation: a model, because no document gives figures. */

/** Milliseconds an operation of each kind takes. */
export interface Costs {
  /** Every HTTP request, a batch once. */
  readonly request: number;
  readonly create: number;
  /** A create, or an upsert, that brings activity parties along. */
  readonly createWithParties: number;
  /** PATCH, single values, references between rows. */
  readonly update: number;
  /** PUT of an activity's parties. */
  readonly putParties: number;
  readonly delete: number;
  readonly read: number;
  /** Any other message. */
  readonly action: number;
}

/** Issue 7 gives request, createWithParties, update (PATCH), putParties, delete and read; create and action are ours. */
export const DEFAULT_COSTS: Costs = {
  request: 5,
  create: 30,
  createWithParties: 50,
  update: 25,
  putParties: 40,
  delete: 25,
  read: 10,
  action: 50,
};

export interface WorkItem {
  readonly method: string;
  /** Below the service root, without query. */
  readonly path: string;
  readonly body: string;
}

const PARTIES = /"\w+_activity_parties(?:@[\w.]+)?"\s*:/;

/** Milliseconds of one operation, without the request that brings it. */
export function costOf(costs: Costs, item: WorkItem): number {
  switch (item.method) {
    case 'GET':
      return costs.read;
    case 'DELETE':
      return item.path.includes('/') ? costs.update : costs.delete;
    case 'PATCH':
      return PARTIES.test(item.body) ? costs.createWithParties : costs.update;
    case 'PUT':
      return /_activity_parties$/.test(item.path) ? costs.putParties : costs.update;
    default:
      return costOfPost(costs, item);
  }
}

const MULTIPLE = /Microsoft\.Dynamics\.CRM\.(Create|Update|Upsert)Multiple$/;

function costOfPost(costs: Costs, { path, body }: WorkItem): number {
  const multiple = MULTIPLE.exec(path)?.[1];
  if (multiple !== undefined) {
    const rows = targetsIn(body);
    const each = multiple === 'Update' ? costs.update : costs.create;
    return rows.reduce<number>(
      (sum, row) => sum + (PARTIES.test(JSON.stringify(row)) ? costs.createWithParties : each),
      0,
    );
  }
  if (path.endsWith('/$ref')) return costs.update;
  // Entity sets are written in lower case, messages are not.
  if (/\.[A-Z]\w*(?:\(.*\))?$/.test(path) || /^[A-Z]/.test(path)) return costs.action;
  return PARTIES.test(body) ? costs.createWithParties : costs.create;
}

/** Rows of a CreateMultiple body; none when the body is broken, which the server refuses before it works. */
function targetsIn(body: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(body);
    const targets = typeof parsed === 'object' && parsed !== null && 'Targets' in parsed ? parsed.Targets : undefined;
    return Array.isArray(targets) ? targets : [];
  } catch {
    return [];
  }
}
