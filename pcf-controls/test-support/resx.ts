import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Texts of a control's real .resx file by key. */
export function readResx(control: 'ActivityTimeline' | 'LoggingSettings', language: 1033 | 1031): Map<string, string> {
  const file = join(__dirname, '..', control, 'strings', `${control}.${language}.resx`);
  const xml = new DOMParser().parseFromString(readFileSync(file, 'utf8'), 'application/xml');
  const entries = Array.from(xml.querySelectorAll('root > data'));
  return new Map(
    entries.map((data) => [data.getAttribute('name') ?? '', data.querySelector('value')?.textContent ?? '']),
  );
}
