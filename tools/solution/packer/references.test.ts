import { describe, expect, it } from '@jest/globals';

import { idOf } from '../../../solution/model/index.ts';
import { everything } from '../test-support/everything.ts';
import { decode, folderOf, problemsOf, withFile } from '../test-support/fixtures.ts';
import { formatProblem, packFiles, type SourceFiles } from './index.ts';

const failing = (files: SourceFiles): readonly string[] =>
  problemsOf(() => packFiles(files, 'Unmanaged')).map(formatProblem);
const everythingFiles = folderOf(everything);
const partOf = (sort: string, name: string): string => {
  const folder = { view: 'SavedQueries', chart: 'Visualizations', form: 'FormXml/main' }[sort] ?? '';
  return `Entities/al_thing/${folder}/{${idOf(sort, 'al_thing', name)}}.xml`;
};
/** What packing says of `everything` with one file changed; the managed sibling of a form says the same and is left out. */
const failingWith = (path: string, from: string, to: string): readonly string[] => {
  expect(decode(everythingFiles.get(path))).toContain(from);
  return failing(withFile(everythingFiles, path, (text) => text.replace(from, to)));
};

describe('what views, charts, forms and dashboards name must be there', () => {
  it('is all there when nothing was changed', () => {
    expect(packFiles(everythingFiles, 'Managed').length).toBeGreaterThan(0);
  });

  it('view that asks for a column the table does not have', () => {
    expect(
      failingWith(partOf('view', 'active'), '<attribute name="al_name" />', '<attribute name="al_nam" />'),
    ).toEqual([
      expect.stringMatching(/:\d+: the view asks for al_nam, which al_thing does not have \(unknown-column\)$/),
      expect.stringMatching(/:\d+: the view shows al_name, which its query does not bring \(unknown-column\)$/),
    ]);
  });

  it.each([
    ['condition', '<condition attribute="al_count"', '<condition attribute="al_coun"', 'al_coun'],
    ['order', '<order attribute="al_name"', '<order attribute="al_nam"', 'al_nam'],
    ['join', 'to="al_whoid"', 'to="al_who"', 'al_who'],
  ])('view whose %s names a column the table does not have', (_part, from, to, column) => {
    expect(failingWith(partOf('view', 'active'), from, to)).toEqual([
      expect.stringMatching(new RegExp(`:\\d+: the view asks for ${column}, which al_thing does not have`)),
    ]);
  });

  it('view that shows a column its query does not bring', () => {
    expect(failingWith(partOf('view', 'active'), '<cell name="who.fullname"', '<cell name="who.jobtitle"')).toEqual([
      expect.stringMatching(/:\d+: the view shows who\.jobtitle, which its query does not bring/),
    ]);
  });

  it('chart that groups by a column the table does not have', () => {
    expect(failingWith(partOf('chart', 'share'), 'name="al_colour"', 'name="al_color"')).toEqual([
      expect.stringMatching(/:\d+: the chart asks for al_color, which al_thing does not have \(unknown-column\)$/),
    ]);
  });

  it('chart that draws what its query does not bring', () => {
    expect(failingWith(partOf('chart', 'share'), '<measure alias="measure1"', '<measure alias="sum"')).toEqual([
      expect.stringMatching(/:\d+: the chart draws sum, which its query does not bring \(wrong-content\)$/),
    ]);
  });

  it('chart and view with an id that is taken', () => {
    const files = new Map(everythingFiles);
    files.set('Entities/al_thing/Visualizations/{copy}.xml', files.get(partOf('chart', 'share')) ?? new Uint8Array());
    files.set('Entities/al_thing/SavedQueries/{copy}.xml', files.get(partOf('view', 'active')) ?? new Uint8Array());
    expect(failing(files).filter((each) => each.endsWith('(duplicate)'))).toHaveLength(2);
  });

  it('subgrid and dashboard tile with a view or chart that is not in the folder', () => {
    const view = idOf('view', 'al_thing', 'active').toUpperCase();
    const other = '00000000-0000-4000-8000-000000000000';
    const board = `Dashboards/{${idOf('dashboard', 'overview')}}.xml`;
    const chart = idOf('chart', 'al_thing', 'by-contact').toUpperCase();
    expect(failingWith(partOf('form', 'main'), `<ViewId>{${view}}`, `<ViewId>{${other}}`)).toEqual([
      expect.stringMatching(
        /:\d+: it shows the view \{0+-.*\} of al_thing, which is not in the folder \(missing-source\)$/,
      ),
    ]);
    expect(failingWith(board, `<VisualizationId>{${chart}}`, `<VisualizationId>{${other}}`)).toEqual([
      expect.stringMatching(/^Dashboards\/.*:\d+: it shows the chart \{0+-.*\} of al_thing/),
    ]);
  });

  it('dashboard without root component, and root component without dashboard', () => {
    const id = idOf('dashboard', 'overview');
    expect(failingWith('Other/Solution.xml', `type="60" id="{${id}}"`, `type="60" id="{${idOf('other')}}"`)).toEqual([
      expect.stringMatching(/has no source in the folder \(missing-source\)$/),
      expect.stringMatching(/^Dashboards\/.*is not a root component.*\(missing-root-component\)$/),
    ]);
  });

  it('no place for charts in Entity.xml', () => {
    expect(failingWith('Entities/al_thing/Entity.xml', '<Visualizations />', '')[0]).toMatch(
      /Entity\.xml has no <Visualizations \/> to put this into \(no-place\)$/,
    );
  });
});
