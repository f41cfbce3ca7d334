import { WhenEmpty, type fieldMappingColumns as columns } from '@activity-logging/activity-model/metadata';
import { describe, expect, it } from '@jest/globals';
import { XrmMockGenerator } from 'xrm-mock';
import { onLoad } from './onLoad';
import { problemsOf, type Mapping } from './rules';

const fine: Mapping = {
  sourcePath: 'data.custom.region',
  constantValue: '',
  targetColumn: 'new_region',
  whenEmpty: WhenEmpty.Skip,
  defaultValue: '',
  valueMap: '',
};

describe('rules of a field mapping', () => {
  it.each<[string, Partial<Mapping>, string[]]>([
    ['a path and a column', {}, []],
    ['a constant in place of the path', { sourcePath: '', constantValue: 'EMEA' }, []],
    ['names with blanks inside', { sourcePath: 'custom fields.Sales region' }, []],
    ['neither path nor constant', { sourcePath: '' }, ['al_sourcepath pathOrConstant']],
    ['both path and constant', { constantValue: 'EMEA' }, ['al_constantvalue notBoth']],
    ['a path with an empty name', { sourcePath: 'data..region' }, ['al_sourcepath path']],
    ['a path that ends in a dot', { sourcePath: 'data.' }, ['al_sourcepath path']],
    ['a display name as the column', { targetColumn: 'Sales Region' }, ['al_targetcolumn column']],
    ['a column that begins with a digit', { targetColumn: '1region' }, ['al_targetcolumn column']],
    ['a default that is asked for', { whenEmpty: WhenEmpty.UseDefault }, ['al_defaultvalue defaultMissing']],
    ['a default that is given', { whenEmpty: WhenEmpty.UseDefault, defaultValue: 'x' }, []],
    ['a value map of labels and numbers', { valueMap: '{"won": "Connected", "lost": 727000003}' }, []],
    ['a value map that is no JSON', { valueMap: 'won=Connected' }, ['al_valuemap valueMap']],
    ['a value map that is a list', { valueMap: '["won"]' }, ['al_valuemap valueMap']],
    ['a value map of objects', { valueMap: '{"won": {}}' }, ['al_valuemap valueMap']],
  ])('F-6 %s', (_, change, expected) => {
    const found = problemsOf({ ...fine, ...change }).map(({ column, text }) => `${column} ${text}`);
    expect(found).toEqual(expected);
  });
});

interface Stage {
  readonly form: Xrm.FormContext;
  readonly queries: string[];
}
type Texts = Partial<Record<keyof typeof columns, string>>;

/** The form of a mapping, loaded; `others` is what the platform answers when it is asked for mappings like this one. */
function loadForm(texts: Texts, others: () => Promise<object[]> = () => Promise.resolve([])): Stage {
  XrmMockGenerator.initialise();
  const all: Texts = { al_name: 'Region', al_sourcepath: 'data.region', al_targetcolumn: 'new_region', ...texts };
  for (const name of [...Object.keys(all), 'al_constantvalue', 'al_sourcesystem', 'al_defaultvalue', 'al_valuemap'])
    XrmMockGenerator.Attribute.createString(name, Reflect.get(all, name) ?? '');
  for (const name of ['al_kind', 'al_targettable', 'al_whenempty'])
    XrmMockGenerator.Attribute.createOptionSet(name, 727000000, [{ text: 'First', value: 727000000 }]);
  XrmMockGenerator.Attribute.createBoolean('al_enabled', true);
  const queries: string[] = [];
  Object.assign(Xrm.WebApi, {
    retrieveMultipleRecords: async (_: string, query: string) => {
      queries.push(decodeURIComponent(query));
      return { entities: await others() };
    },
  });
  const context = XrmMockGenerator.getEventContext();
  onLoad(context);
  return { form: context.getFormContext(), queries };
}
function enter(form: Xrm.FormContext, name: string, value: string): void {
  form.getAttribute<Xrm.Attributes.StringAttribute>(name)?.setValue(value);
  form.getAttribute(name)?.fireOnChange();
}
function said(form: Xrm.FormContext, name: string): string[] {
  const control: object = form.getControl(name) ?? {};
  const notifications = Reflect.get(control, 'notifications') as { messages: string[] }[];
  return notifications.flatMap(({ messages }) => messages);
}
/** Lets answers of the platform arrive. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
/** Saves and says whether the form let it. */
async function save(form: Xrm.FormContext): Promise<boolean> {
  let isPrevented = false;
  const args = { preventDefault: () => (isPrevented = true) };
  const handlers = Reflect.get(form.data.entity, 'saveEventHandlers') as ((context: object) => Promise<void>)[];
  expect(handlers.length).toBe(1);
  for (const handler of handlers) await handler({ getEventArgs: () => args });
  return !isPrevented;
}

describe('ActivityLogging.FieldMapping.onLoad', () => {
  it('F-6 says on the field what is wrong as soon as it is entered, and takes it back', async () => {
    const { form } = loadForm({});
    enter(form, 'al_targetcolumn', 'Region');
    expect(said(form, 'al_targetcolumn')[0]).toMatch(/^The logical name of a column/);
    expect(await save(form)).toBe(false);
    enter(form, 'al_targetcolumn', 'new_region2');
    await settled();
    expect(said(form, 'al_targetcolumn')).toEqual([]);
    expect(await save(form)).toBe(true);
  });

  it('F-6 what is yet to be entered is said on save, not while the form is filled in', async () => {
    const { form } = loadForm({ al_sourcepath: '' });
    enter(form, 'al_targetcolumn', 'new_other');
    expect(said(form, 'al_sourcepath')).toEqual([]);
    expect(await save(form)).toBe(false);
    expect(said(form, 'al_sourcepath')).toEqual(['Enter a source path or a constant value.']);
  });

  it('F-6 another mapping in use with the same kind, table, column and source keeps it from being saved', async () => {
    const { form, queries } = loadForm({ al_sourcesystem: "O'Neil" }, () => Promise.resolve([{ al_name: 'Old' }]));
    expect(await save(form)).toBe(false);
    expect(said(form, 'al_targetcolumn')).toEqual([
      '“Old” already writes this column for the same kind, table and source.',
    ]);
    expect(queries[0]).toBe(
      "?$select=al_name&$top=1&$filter=al_kind eq 727000000 and al_targettable eq 727000000 and al_targetcolumn eq 'new_region'" +
        " and al_sourcesystem eq 'O''Neil' and al_enabled eq true and statecode eq 0 and al_fieldmappingid ne deadbeef-dead-beef-dead-beefdeadbeaf",
    );
  });

  it('F-6 a mapping that is switched off is compared with nothing', async () => {
    const { form, queries } = loadForm({}, () => Promise.resolve([{ al_name: 'Old' }]));
    form.getAttribute<Xrm.Attributes.BooleanAttribute>('al_enabled')?.setValue(false);
    expect(await save(form)).toBe(true);
    expect(queries).toEqual([]);
  });

  it('F-6 an answer about a column that was changed meanwhile is not shown', async () => {
    const answers: ((rows: object[]) => void)[] = [];
    const { form } = loadForm({}, () => new Promise((resolve) => answers.push(resolve)));
    enter(form, 'al_targetcolumn', 'new_taken');
    enter(form, 'al_targetcolumn', 'new_free');
    answers[1]?.([]);
    answers[0]?.([{ al_name: 'Old' }]);
    await settled();
    expect(answers).toHaveLength(2);
    expect(said(form, 'al_targetcolumn')).toEqual([]);
  });

  it('says on the form when other mappings could not be read, and lets the row be saved: the bridge checks again', async () => {
    const { form } = loadForm({}, () => Promise.reject(new Error('You may not read that.')));
    const shown: unknown[] = [];
    Object.assign(form.ui, { setFormNotification: (...words: unknown[]) => shown.push(words) });
    expect(await save(form)).toBe(true);
    expect(shown).toEqual([
      [
        'Other mappings could not be read, so this one was not compared with them: You may not read that.',
        'WARNING',
        'al_duplicate',
      ],
    ]);
  });
});
