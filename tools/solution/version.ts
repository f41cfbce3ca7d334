import { readFileSync } from 'node:fs';

const rootPackage = new URL('../../package.json', import.meta.url);

/** Version of the product, three parts, from the root package.json. */
export function productVersion(): string {
  const parsed: unknown = JSON.parse(readFileSync(rootPackage, 'utf8'));
  const version = typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : undefined;
  if (typeof version !== 'string' || !/^\d+\.\d+\.\d+$/.test(version)) {
    throw new Error(`package.json: version ${String(version)} is not three numbers`);
  }
  return version;
}

/** The same as solutions write it, four parts. */
export function solutionVersion(): string {
  return `${productVersion()}.0`;
}
