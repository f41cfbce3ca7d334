import { checkSchema, problemAt, type DocumentProblem } from './configuration-check.ts';
import { configurationSchema } from './configuration-schema.ts';
import { allowedTargets } from './kinds.ts';
import { parsePath } from './mapping/path.ts';
import type { FieldMapping } from './mapping/types.ts';
import { fieldMappingMaxLengths } from './metadata/field-mapping.ts';
import { loggingConfigurationMaxLengths } from './metadata/logging-configuration.ts';
import { canonical } from './merge.ts';
import { defaultSettings, type LoggingSettings } from './settings.ts';

/** All that an admin configures: the one row of settings and the mappings (SPEC F-7). */
export interface Configuration {
  readonly settings: LoggingSettings;
  readonly mappings: readonly FieldMapping[];
}

/** A configuration as a JSON file; `configurationSchema` describes it. */
export interface ConfigurationDocument extends Configuration {
  readonly schemaVersion: 1;
  /** Address of the default owner: users have other ids in another organisation. */
  readonly defaultOwnerEmail?: string;
}

/** A configuration read from JSON, or everything that is wrong with it at once. */
export type ParsedConfiguration =
  | { readonly ok: true; readonly configuration: Configuration; readonly defaultOwnerEmail?: string }
  | { readonly ok: false; readonly problems: readonly DocumentProblem[] };

/** What differs between two configurations at one place. */
export interface Difference {
  readonly path: string;
  /** One line for people: `settings.emailTarget: "task" → "email"`. */
  readonly text: string;
}

export function configurationToJson(
  { settings, mappings }: Configuration,
  defaultOwnerEmail?: string,
): ConfigurationDocument {
  return { schemaVersion: 1, ...(defaultOwnerEmail === undefined ? {} : { defaultOwnerEmail }), settings, mappings };
}

/** Reads a configuration; nothing of it counts while anything is wrong (SPEC F-7). Settings that are absent have their default. */
export function configurationFromJson(value: unknown): ParsedConfiguration {
  const problems = checkSchema(value, configurationSchema);
  if (problems.length > 0) return { ok: false, problems };
  // The check above is the proof of this shape.
  const { settings, mappings, defaultOwnerEmail } = value as {
    settings: Partial<LoggingSettings>;
    mappings: readonly FieldMapping[];
    defaultOwnerEmail?: string;
  };
  const configuration: Configuration = {
    settings: { ...defaultSettings, ...settings, log: { ...defaultSettings.log, ...settings.log } },
    mappings,
  };
  const deeper = [...settingsProblems(configuration.settings), ...mappings.flatMap(mappingProblems(mappings))];
  if (deeper.length > 0) return { ok: false, problems: deeper };
  return { ok: true, configuration, ...(defaultOwnerEmail === undefined ? {} : { defaultOwnerEmail }) };
}

/** What an import would change, one printable line each; nothing when both say the same. Mappings are matched by id. */
export function diffConfigurations(before: Configuration, after: Configuration): readonly Difference[] {
  const known = new Map(before.mappings.map((mapping) => [mapping.id, mapping]));
  const kept = new Set(after.mappings.map(({ id }) => id));
  return [
    ...diffMembers('settings.log', before.settings.log, after.settings.log),
    ...diffMembers('settings', { ...before.settings, log: null }, { ...after.settings, log: null }),
    ...after.mappings.flatMap((mapping) => {
      const path = mappingPath(mapping);
      const old = known.get(mapping.id);
      return old ? diffMembers(path, old, mapping) : [{ path, text: `+ ${path} ${describe(mapping)}` }];
    }),
    ...before.mappings
      .filter(({ id }) => !kept.has(id))
      .map((mapping) => ({ path: mappingPath(mapping), text: `- ${mappingPath(mapping)} ${describe(mapping)}` })),
  ];
}

/** Rules that a JSON Schema cannot say: the lists share a memo column each. */
function settingsProblems(settings: LoggingSettings): DocumentProblem[] {
  const lists = [
    ['ownDomains', loggingConfigurationMaxLengths.al_owndomains],
    ['excludedAddresses', loggingConfigurationMaxLengths.al_excludedaddresses],
    ['optedOutUsers', loggingConfigurationMaxLengths.al_optedoutusers],
  ] as const;
  return lists
    .filter(([name, length]) => settings[name].join('\n').length > length)
    .map(([name, length]) =>
      problemAt(['settings', name], `must have at most ${length} characters together`, settings[name]),
    );
}

function mappingProblems(all: readonly FieldMapping[]) {
  const first = new Map<string, number>();
  all.forEach(({ id }, index) => first.has(id) || first.set(id, index));
  return ({ id, kind, table, path, valueMap }: FieldMapping, index: number): DocumentProblem[] => {
    const problems: DocumentProblem[] = [];
    const add = (member: string, rule: string, value: unknown): void => {
      problems.push(problemAt(['mappings', index, member], rule, value));
    };
    if (first.get(id) !== index) add('id', 'must not stand twice', id);
    if (!allowedTargets[kind].includes(table)) {
      add('table', `must be one of ${allowedTargets[kind].join(', ')} for the kind ${kind}`, table);
    }
    const parsed = path === undefined ? undefined : parsePath(path);
    if (parsed && !parsed.ok) add('path', `is wrong at position ${parsed.at + 1}: ${parsed.reason}`, path);
    const length = fieldMappingMaxLengths.al_valuemap;
    if (valueMap && JSON.stringify(valueMap).length > length) {
      add('valueMap', `must have at most ${length} characters`, valueMap);
    }
    return problems;
  };
}

function diffMembers(path: string, before: object, after: object): Difference[] {
  const [old, next] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...next.keys()])]
    .filter((name) => canonical(old.get(name) ?? null) !== canonical(next.get(name) ?? null))
    .map((name) => ({
      path: `${path}.${name}`,
      text: `${path}.${name}: ${JSON.stringify(old.get(name)) ?? 'absent'} → ${JSON.stringify(next.get(name)) ?? 'absent'}`,
    }));
}

function mappingPath({ name, id }: FieldMapping): string {
  return `mapping "${name}" (${id})`;
}

function describe({ kind, table, column, path, constant }: FieldMapping): string {
  return `${kind}: ${constant === undefined ? path : JSON.stringify(constant)} → ${table}.${column}`;
}
