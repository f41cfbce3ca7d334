import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { createRegistry, declareBaseTables } from '../../metadata/index.ts';
import type { MetadataRegistry } from '../../metadata/types.ts';
import { CONTACT_MAIN_FORM_ID } from '../wellknown.ts';
import { standardForms } from './standard-forms.ts';
import { standardViews } from './standard-views.ts';

const registry = (sales = true): MetadataRegistry => {
  const made = createRegistry();
  declareBaseTables(made, { sales });
  return made;
};

describe('standard forms and views', () => {
  it('are there for every table of the domain that exists', () => {
    expect(standardForms(registry()).map((form) => form.table)).toEqual([
      'contact',
      'account',
      'lead',
      'opportunity',
      'task',
      'phonecall',
      'email',
      'appointment',
    ]);
    expect(standardForms(registry(false)).map((form) => form.table)).not.toContain('lead');
    expect(standardForms(registry()).find((form) => form.table === 'contact')?.id).toBe(CONTACT_MAIN_FORM_ID);
  });

  it('name only columns that exist', () => {
    const metadata = registry();
    for (const view of standardViews(metadata)) {
      const columns = [
        ...view.fetchXml.matchAll(/<(?:attribute name|order attribute|condition attribute)="(\w+)"/g),
      ].map((match) => match[1] ?? '');
      const table = metadata.table(view.table);
      expect(columns.filter((name) => table?.columns.has(name) !== true)).toEqual([]);
    }
  });
});

const XSD = new URL('../../../../../shared/reference/xsd/', import.meta.url);
(existsSync(XSD) ? describe : describe.skip)(
  'the standard forms against Microsoft’s schema (skipped without ../shared)',
  () => {
    it('are valid FormXml, and the check sees what is not', async () => {
      const { validateXML } = await import('xmllint-wasm');
      const schema = (name: string): { fileName: string; contents: string } => ({
        fileName: name,
        contents: readFileSync(new URL(name, XSD), 'utf8'),
      });
      const validate = async (forms: readonly { name: string; formXml: string }[]): Promise<readonly unknown[]> => {
        const { errors } = await validateXML({
          xml: forms.map((form) => ({ fileName: `${form.name}.xml`, contents: form.formXml })),
          schema: [schema('FormXml.xsd')],
          preload: [schema('RibbonCore.xsd'), schema('RibbonTypes.xsd'), schema('RibbonWSS.xsd')],
        });
        return errors;
      };
      expect(await validate(standardForms(registry()))).toEqual([]);
      expect(await validate([{ name: 'wrong', formXml: '<form><tabs><tub /></tabs></form>' }])).not.toEqual([]);
    });
  },
);
