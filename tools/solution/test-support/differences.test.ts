import { describe, expect, it } from '@jest/globals';

import { parseXml, type Element } from '../packer/xml.ts';
import { differencesOf } from './differences.ts';

const root = (text: string): Element => {
  const found = parseXml(text).documentElement;
  if (found === null) throw new Error('no root');
  return found;
};
const form = '<systemform><IsCustomizable>1</IsCustomizable><label description="A" languagecode="1033" /></systemform>';
const forms = `<forms type="main">${form}</forms>`;
const differences = (from: string, to: string) => {
  expect(forms).toContain(from);
  return differencesOf(root(forms), root(forms.replace(from, to)));
};

describe('differences of two documents', () => {
  it('sees text, attributes, and what is missing on one side', () => {
    expect(differences('<IsCustomizable>1', '<IsCustomizable>0')).toEqual([
      { path: '/forms/systemform[1]/IsCustomizable[1]/text()', left: '1', right: '0' },
    ]);
    expect(differences('description="A"', 'description=""')).toEqual([
      { path: '/forms/systemform[1]/label[2]/@description', left: 'A', right: '' },
    ]);
    expect(differences(' languagecode="1033"', '')).toEqual([
      { path: '/forms/systemform[1]/label[2]/@languagecode', left: '1033', right: undefined },
    ]);
    expect(differences(form, '')).toEqual([{ path: '/forms/systemform[1]', left: 'systemform', right: undefined }]);
    expect(differences('</forms>', '<x /></forms>')).toEqual([{ path: '/forms/x[2]', left: undefined, right: 'x' }]);
  });

  it('sees another element in a place, and the order', () => {
    expect(differencesOf(root('<a><b /><c /></a>'), root('<a><c /><b /></a>'))).toEqual([
      { path: '/a/b[1]', left: 'b', right: 'c' },
      { path: '/a/c[2]', left: 'c', right: 'b' },
    ]);
  });

  it('passes over space between elements and nothing else', () => {
    expect(differencesOf(root(forms), root(forms.replaceAll('><', '>\n  <')))).toEqual([]);
    expect(differencesOf(root('<a>x</a>'), root('<a>x </a>'))).toHaveLength(1);
  });
});
