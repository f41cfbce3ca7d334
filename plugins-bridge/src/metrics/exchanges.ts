import type { Exchange } from '../outbound/watched.ts';
import type { Metrics } from './metrics.ts';

type Figures = Pick<Metrics, 'dataverseSeconds' | 'batchOperations' | 'throttledSeconds' | 'sourceApi'>;

/** Counts a request to Dataverse. */
export function countDataverse(metrics: Figures, { request, status, milliseconds, retryAfterMs }: Exchange): void {
  const kind = kindOf(request);
  metrics.dataverseSeconds.observe({ kind, status: String(status ?? 'none') }, milliseconds / 1000);
  if (kind === 'batch') metrics.batchOperations.observe(operationsIn(request.body ?? ''));
  if (status === 429 || status === 503) metrics.throttledSeconds.inc((retryAfterMs ?? 0) / 1000);
}

/** Counts a request to a source's API. */
export function countSourceApi(metrics: Figures, source: string, { status }: Exchange): void {
  metrics.sourceApi.inc({ source, status: String(status ?? 'none') });
}

function kindOf({ method, path }: Exchange['request']): 'batch' | 'read' | 'write' {
  if (path.endsWith('/$batch')) return 'batch';
  return method === 'GET' ? 'read' : 'write';
}

/** Every operation of a `$batch` has this header, a change set as a whole has not. */
function operationsIn(body: string): number {
  return body.split('\r\nContent-Transfer-Encoding: binary\r\n').length - 1;
}
