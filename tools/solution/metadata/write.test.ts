import { describe, expect, it } from '@jest/globals';

import { idOf } from '../../../solution/model/index.ts';
import { everything } from '../test-support/everything.ts';
import { metadataFiles } from './write.ts';

const files = metadataFiles([everything], '2.3.4.0');
const thing = files.get('thing.ts') ?? '';

describe('TypeScript metadata', () => {
  it('has the choices of a table once, in the file of the table, and the global ones in their own', () => {
    expect(thing.match(/export const Colour = /g)).toHaveLength(1);
    expect(thing).toContain('Blue: 727000001');
    expect(files.get('choices.ts')).toContain('export const Palette = ');
  });

  it('types a choice by its options, several options and lookups as text, amounts as numbers', () => {
    expect(thing).toContain('al_colour?: Colour | null;');
    expect(thing).toContain('al_colours?: string | null;');
    expect(thing).toContain('al_amount?: number | null;');
    expect(thing).toContain('_al_parentid_value?: string | null;');
    expect(thing).not.toContain("from './choices.ts'");
  });

  it('names a navigation property for each table a lookup may point to', () => {
    expect(thing).toMatch(/contact: 'al_whoid_contact',\s+account: 'al_whoid_account',/);
  });

  it('B-9 says what an organisation must have: the version and every column of ours', () => {
    const text = files.get('requirements.ts') ?? '';
    expect(text).toContain("version: '2.3.4.0'");
    expect(text).toMatch(/al_thing: \[[^\]]*'al_colour'/);
  });

  it('knows the ids of dashboards', () => {
    expect(files.get('components.ts')).toContain(`overview: '${idOf('dashboard', 'overview')}'`);
  });
});
