/** A table with every sort of column, form, view, chart and command. */
import { label, type Column, type CustomTable } from '../../../solution/model/index.ts';
import { mainForm, oneTab, section } from './thing-form.ts';
import { colour, words } from './thing-words.ts';

const columns: readonly Column[] = [
  { ...words('al_name'), type: 'text', maxLength: 100, autoNumber: 'T-{SEQNUM:5}', required: 'required' },
  { ...words('al_secret'), type: 'memo', maxLength: 2000, secured: true, audited: false, inGrid: false },
  { ...words('al_colour'), type: 'choice', choice: colour, local: true, default: 727000001 },
  { ...words('al_colours'), type: 'choices', choice: colour, local: true },
  { ...words('al_shared'), type: 'choices', choice: { ...colour, name: 'al_palette', constant: 'Palette' } },
  { ...words('al_day'), type: 'datetime', format: 'date', behavior: 'dateOnly' },
  { ...words('al_when'), type: 'datetime', format: 'datetime', behavior: 'timeZoneIndependent' },
  { ...words('al_amount'), type: 'decimal', min: 0, max: 1000, precision: 2 },
  { ...words('al_count'), type: 'integer', min: 0, max: 10 },
  {
    ...words('al_parentid'),
    type: 'lookup',
    targets: ['al_thing'],
    onDelete: 'Cascade',
    cascades: { assign: 'Cascade', share: 'ActiveOnly', unshare: 'UserOwned', reparent: 'Cascade' },
  },
  { ...words('al_whoid'), type: 'lookup', targets: ['contact', 'account'], onDelete: 'Restrict' },
];

export const thing: CustomTable = {
  kind: 'custom',
  name: 'al_thing',
  constant: 'Thing',
  setName: 'al_things',
  label: label('Thing', 'Ding'),
  pluralLabel: label('Things', 'Dinge'),
  description: label('Something', 'Etwas'),
  ownership: 'UserOwned',
  primaryName: 'al_name',
  icon: 'al_/icons/thing.svg',
  audited: false,
  notes: true,
  changeTracking: true,
  columns,
  keys: [{ name: 'al_thingkey', label: label('Key', 'Schlüssel'), columns: ['al_count', 'al_parentid'] }],
  forms: [
    mainForm,
    { ...words('quickcreate'), type: 'quickCreate', tabs: oneTab(section('details', [{ column: 'al_colour' }])) },
    { ...words('quick'), type: 'quick', tabs: oneTab(section('details', [{ column: 'al_colour' }])) },
    {
      ...words('card'),
      type: 'card',
      tabs: oneTab(
        section('ColorStrip', []),
        section('CardHeader', [{ column: 'al_name' }]),
        section('CardDetails', [{ column: 'al_colour' }, { column: 'al_day' }]),
        section('CardFooter', []),
      ),
    },
  ],
  views: [
    {
      ...words('active'),
      type: 'public',
      isDefault: true,
      distinct: true,
      columns: [
        { name: 'al_name', width: 200 },
        { name: 'fullname', width: 200, link: 'who' },
      ],
      order: [{ column: 'al_name' }],
      filter: [
        { column: 'statecode', operator: 'eq', value: '0' },
        {
          anyOf: [
            { column: 'al_colour', operator: 'in', values: ['727000000', '727000001'] },
            {
              allOf: [
                { column: 'al_count', operator: 'gt', value: '1' },
                { column: 'contactid', operator: 'null', link: 'who' },
              ],
            },
          ],
        },
      ],
      links: [
        {
          alias: 'who',
          table: 'contact',
          from: 'contactid',
          to: 'al_whoid',
          type: 'outer',
          filter: [{ column: 'statecode', operator: 'eq', value: '0' }],
        },
      ],
    },
  ],
  charts: [
    {
      ...words('by-contact'),
      type: 'stackedBar100',
      isDefault: true,
      category: { column: 'fullname', link: 'who' },
      series: { column: 'al_colour' },
      measures: [{ column: 'al_thingid', aggregate: 'countcolumn', distinct: true }],
      links: [{ alias: 'who', table: 'contact', from: 'contactid', to: 'al_whoid', type: 'inner' }],
      order: { by: 'measure', descending: true },
      top: 10,
    },
    {
      ...words('by-year'),
      type: 'line',
      category: { column: 'al_when', dateGrouping: 'fiscal-year' },
      measures: [
        { column: 'al_amount', aggregate: 'sum' },
        { column: 'al_count', aggregate: 'avg' },
      ],
    },
    {
      ...words('share'),
      type: 'doughnut',
      category: { column: 'al_colour' },
      measures: [{ column: 'al_thingid', aggregate: 'count' }],
    },
  ],
  commands: [
    {
      ...words('retry'),
      place: 'grid',
      tooltip: label('Does it again', 'Wiederholt es'),
      icon: 'al_/icons/thing.svg',
      action: {
        library: 'al_/js/thing.js',
        function: 'A.retry',
        parameters: ['SelectedControl', 'SelectedControlSelectedItemIds', { text: 'again' }],
      },
      enable: [
        { rule: 'selection', minimum: 1, maximum: 50 },
        { rule: 'script', library: 'al_/js/thing.js', function: 'A.canRetry', parameters: ['SelectedControl'] },
      ],
      display: [{ rule: 'privilege', table: 'al_thing', privilege: 'Write', depth: 'Local' }],
    },
    {
      ...words('stop'),
      place: 'form',
      tooltip: label('Stops it', 'Hält es an'),
      icon: 'al_/icons/thing.svg',
      action: { library: 'al_/js/thing.js', function: 'A.stop', parameters: ['PrimaryControl'] },
      enable: [
        { rule: 'formState', state: 'Create', not: true },
        { rule: 'value', column: 'al_colour', value: '727000000' },
      ],
      sequence: 5,
    },
    {
      ...words('retry'),
      place: 'subgrid',
      tooltip: label('Does it again', 'Wiederholt es'),
      icon: 'al_/icons/thing.svg',
      action: {
        library: 'al_/js/thing.js',
        function: 'A.retry',
        parameters: ['SelectedControlSelectedItemReferences'],
      },
    },
  ],
};
