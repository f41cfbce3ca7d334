/** Imported code components: manifest, files and texts, from the rows customcontrol and webresource. */
import type { Engine } from '../engine/types.ts';
import { readManifest } from './manifest.ts';
import type { ComponentModel } from './model.ts';
import { mergeStrings, readResx, resxLanguage } from './resx.ts';
import { textOf } from './rows.ts';
import { webResource } from './webResources.ts';

/** Web resource name of a component's file, as the platform names it. */
export function componentFile(name: string, file: string): string {
  return `cc_${name}/${file}`;
}

/**
 * Reads a component.
 * @param name full name in the solution, e.g. `al_ActivityLogging.ActivityTimeline`
 * @throws XmlError when the manifest or a string file cannot be read
 */
export function readComponent(engine: Engine, name: string, languageId: number): ComponentModel | undefined {
  const row = engine.system.find('customcontrol', { name })[0];
  if (!row) return undefined;
  const stored =
    textOf(row, 'manifest') ||
    webResource(engine, componentFile(name, 'ControlManifest.xml'))?.content.toString('utf8');
  if (!stored) return undefined;
  const manifest = readManifest(stored, `the manifest of ${name}`);
  const strings = stringsOf(engine, name, manifest.strings, languageId);
  const url = (file: string): string => `/WebResources/${encodeURI(componentFile(name, file))}`;
  return {
    name,
    registeredName: manifest.registeredName,
    version: manifest.version,
    isVirtual: manifest.isVirtual,
    displayName: strings[manifest.displayNameKey] ?? manifest.displayNameKey,
    properties: manifest.properties,
    dataSets: manifest.dataSets,
    scripts: manifest.scripts.map(url),
    styles: manifest.styles.map(url),
    platformLibraries: manifest.platformLibraries,
    features: manifest.features,
    strings,
  };
}

function stringsOf(engine: Engine, name: string, files: readonly string[], languageId: number): Record<string, string> {
  const byLanguage = new Map<number, Record<string, string>>();
  for (const file of files) {
    // The packer copies languages that the manifest does not list, too.
    const inUsersLanguage = file.replace(/\.\d{4,5}\.resx$/i, `.${languageId}.resx`);
    for (const candidate of new Set([file, inUsersLanguage])) {
      const found = webResource(engine, componentFile(name, candidate));
      if (!found) continue;
      const language = resxLanguage(candidate) ?? 1033;
      const strings = readResx(found.content.toString('utf8'), `${candidate} of ${name}`);
      byLanguage.set(language, { ...byLanguage.get(language), ...strings });
    }
  }
  return mergeStrings(byLanguage, languageId);
}
