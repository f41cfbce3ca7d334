/** A small solution that uses every word of the vocabulary: what ours do not use is generated and checked all the same. */
import { label, type Role, type Solution } from '../../../solution/model/index.ts';
import { thing } from './thing.ts';
import { colour, words } from './thing-words.ts';

const role: Role = {
  name: 'Reader',
  constant: 'reader',
  privileges: [{ name: 'prvReadal_thing', level: 'Global', why: 'read' }],
};

export const everything: Solution = {
  name: 'Everything',
  folder: 'everything',
  label: label('Everything', 'Alles'),
  description: label('All there is', 'Alles, was es gibt'),
  tables: [thing],
  extensions: [],
  choices: [{ ...colour, name: 'al_palette', constant: 'Palette' }],
  roles: [role],
  webResources: [
    {
      name: 'al_/js/thing.js',
      constant: 'thing',
      label: 'Thing',
      description: '',
      type: 'js',
      buildOutput: 'thing.js',
    },
    { name: 'al_/icons/thing.svg', constant: 'icon', label: 'Icon', description: '', type: 'svg', source: 'thing.svg' },
  ],
  controls: [{ name: 'Grid' }],
  environmentVariables: [],
  dashboards: [
    {
      ...words('overview'),
      constant: 'overview',
      columns: 2,
      tiles: [
        {
          ...words('wide'),
          table: 'al_thing',
          view: 'active',
          width: 2,
          height: 6,
          canSearch: true,
          canChangeView: true,
        },
        { ...words('chart'), table: 'al_thing', view: 'active', chart: 'by-contact', canChangeChart: true },
        { ...words('list'), table: 'al_thing', view: 'active', rowsPerPage: 20 },
      ],
    },
  ],
  apps: [
    {
      ...words('al_App'),
      icon: 'al_/icons/thing.svg',
      area: {
        id: 'al_area',
        label: label('Area', 'Bereich'),
        groups: [
          {
            id: 'al_group',
            label: label('Group', 'Gruppe'),
            subAreas: [
              { id: 'al_things', table: 'al_thing' },
              { id: 'al_board', dashboard: 'overview', label: label('Board', 'Tafel'), icon: 'al_/icons/thing.svg' },
              { id: 'al_page', url: '$webresource:al_/js/thing.js', label: label('Page', 'Seite') },
            ],
          },
        ],
      },
      roles: [role],
      views: [{ table: 'al_thing', name: 'active' }],
      charts: [{ table: 'al_thing', name: 'share' }],
    },
  ],
  dependsOn: [],
};
