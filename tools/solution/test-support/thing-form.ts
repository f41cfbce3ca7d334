/** Forms of `al_thing`, with every sort of cell. */
import { label, type Form } from '../../../solution/model/index.ts';
import { words } from './thing-words.ts';

export const section = (name: string, cells: Form['tabs'][number]['sections'][number]['cells']) => ({
  name,
  label: label(name, name),
  cells,
});
export const oneTab = (...sections: Form['tabs'][number]['sections']): Form['tabs'] => [
  { name: 'general', label: label('General', 'Allgemein'), sections },
];

export const mainForm: Form = {
  ...words('main'),
  type: 'main',
  header: ['al_colour'],
  headerDensity: 'HighWithControls',
  tabs: [
    {
      name: 'general',
      label: label('General', 'Allgemein'),
      expanded: false,
      widths: [60, 40],
      sections: [
        {
          ...section('details', [
            { column: 'al_name', colspan: 2 },
            { column: 'al_colour' },
            { spacer: true },
            { column: 'al_colours', visible: false },
            {
              label: label('Parent', 'Übergeordnet'),
              quickView: { name: 'parent_card', lookup: 'al_parentid', forms: [{ table: 'al_thing', form: 'quick' }] },
            },
            { column: 'al_day', rowspan: 3 },
          ]),
          columns: 2,
        },
        {
          ...section('children', [
            {
              label: label('Children', 'Untergeordnete'),
              showLabel: false,
              rowspan: 4,
              subgrid: {
                name: 'children',
                table: 'al_thing',
                relationship: 'al_thing_thing_parentid',
                view: 'active',
                rowsPerPage: 8,
                canSearch: true,
                dataset: { control: 'al_ActivityLogging.Grid', name: 'rows' },
              },
            },
          ]),
          tabColumn: 1,
        },
      ],
    },
  ],
  libraries: ['al_/js/thing.js'],
  events: [{ event: 'onchange', column: 'al_colour', library: 'al_/js/thing.js', handler: 'A.b' }],
};
