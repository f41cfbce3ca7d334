import { parseArgs } from 'node:util';
import { inRoot } from '../paths.ts';

export interface StartOptions {
  /** Page and Web API of the local Dataverse; the bridge is on the next port. */
  readonly port: number;
  readonly dataDir: string;
  readonly fresh: boolean;
  readonly exit: boolean;
}

/**
 * Options of `npm start -- …`.
 *
 * @throws Error that names option, value and rule.
 */
export function readOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '8100' },
      data: { type: 'string', default: inRoot('.data') },
      fresh: { type: 'boolean', default: false },
      exit: { type: 'boolean', default: false },
    },
    allowPositionals: false,
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1024 || port > 65_530) {
    throw new Error(`--port is '${values.port}'; it must be a whole number from 1024 to 65530`);
  }
  return { port, dataDir: values.data, fresh: values.fresh, exit: values.exit };
}
