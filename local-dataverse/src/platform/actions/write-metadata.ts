/** Metadata writes of requests: privilege, the write itself, then the message. */
import type { FastifyRequest } from 'fastify';
import { requirePrivilege } from '../../engine/security/index.ts';
import type { Caller, Engine } from '../../engine/types.ts';
import type { WriteMetadata } from '../../metadata/http/routes.ts';
import { planMetadataWrite } from '../../metadata/write/handler.ts';

export interface WriteMetadataOptions {
  callerOf(request: FastifyRequest): Promise<Caller>;
  announce(message: string, caller: Caller, input: Readonly<Record<string, unknown>>): Promise<void>;
  /** Makes the rows that hang on tables; runs in the transaction of the write. */
  seed(): void;
  readonly elasticTables: boolean;
}

export function metadataWriter(engine: Engine, options: WriteMetadataOptions): WriteMetadata {
  return async (request, write) => {
    const caller = await options.callerOf(request);
    const planned = planMetadataWrite(engine, {
      ...write,
      solutionName: header(request, 'mscrm.solutionuniquename'),
      mergeLabels: header(request, 'mscrm.mergelabels')?.toLowerCase() === 'true',
      elasticTables: options.elasticTables,
    });
    requirePrivilege(engine, caller, planned.privilege);
    const answer = planned.run(() => options.seed());
    await options.announce(answer.message, caller, { Path: write.path });
    return answer;
  };
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
