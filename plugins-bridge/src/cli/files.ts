import { readFileSync } from 'node:fs';
import { configurationFromJson } from '@activity-logging/activity-model';

/** A configuration out of a file that `config export` wrote, or somebody by hand. */
export type ConfigurationFile = Extract<ReturnType<typeof configurationFromJson>, { readonly ok: true }>;

/** @throws Error that names the file and everything that is wrong with it: JSON path, rule and value (SPEC F-7). */
export function readConfigurationFile(file: string): ConfigurationFile {
  const read = configurationFromJson(readJsonFile(file));
  if (read.ok) return read;
  const problems = read.problems.map(({ path, rule, value }) => `  ${path || 'the document'} ${rule}; it is ${value}`);
  throw new Error([`${file} is no configuration:`, ...problems].join('\n'));
}

/** @throws Error that names the file. */
export function readJsonFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`${file} cannot be read.`, { cause });
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new Error(`${file} is not JSON.`, { cause });
  }
}
