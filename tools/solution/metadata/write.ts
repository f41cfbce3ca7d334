/** TypeScript text of the metadata files, in the style the formatter would give it. */
import type { GlobalChoice, Option, Solution } from '../../../solution/model/index.ts';
import { controlSchemaName, idOf } from '../../../solution/model/index.ts';
import { definitionsFile } from './definitions.ts';
import { requirementsFile } from './requirements.ts';
import { gatherTables, type TableNames } from './tables.ts';

const header = '// Generated from solution/model by `npm run generate`. Do not edit.\n';

/** Files of `activity-model/src/metadata`, by name. @param version of the solutions, four parts */
export function metadataFiles(solutions: readonly Solution[], version: string): ReadonlyMap<string, string> {
  const tables = gatherTables(solutions);
  const choices = solutions.flatMap((solution) => solution.choices);
  const files = new Map<string, string>();
  files.set('choices.ts', `${header}\n${choices.map(globalChoice).join('\n')}`);
  for (const table of tables) files.set(`${fileName(table)}.ts`, tableFile(table));
  files.set('activities.ts', activitiesFile(tables.filter((table) => table.isActivity)));
  files.set('components.ts', componentsFile(solutions));
  files.set('definitions.ts', definitionsFile(header, solutions));
  files.set('requirements.ts', requirementsFile(header, solutions, version));
  const modules = ['choices', ...tables.map(fileName), 'activities', 'components', 'requirements'];
  files.set('index.ts', `${header}${modules.map((name) => `export * from './${name}.ts';\n`).join('')}`);
  return files;
}

function tableFile(table: TableNames): string {
  const name = camel(table.constant);
  const parts = [
    ...table.localChoices.map((column) =>
      valueObject(column.constant, column.options, `\`${column.name}\` of ${table.logicalName}`),
    ),
    constant(
      `${name}Columns`,
      `Columns of ${table.logicalName} by logical name.`,
      pairs(table.columns.map((column) => [column.name, quote(column.name)])),
    ),
    constant(
      `${name}Lookups`,
      'Lookups: the property a row is read with and, per target table, the navigation property for `@odata.bind` and `$expand`.',
      pairs(table.lookups.map((lookup) => [lookup.column, lookupLiteral(lookup.column, lookup.navigation)])),
    ),
    constant(
      `${name}Collections`,
      'Collection navigation properties.',
      pairs(Object.entries(table.collections).map(([key, value]) => [key, quote(value)])),
    ),
    constant(
      `${name}MaxLengths`,
      'Longest text of a column as shipped, UTF-16 code units; an organisation may have changed it.',
      pairs(
        table.columns.flatMap((column) =>
          column.maxLength === undefined ? [] : [[column.name, String(column.maxLength)] as const],
        ),
      ),
    ),
    constant(
      `${name}Metadata`,
      `${table.title}: everything above in one object.`,
      pairs([
        ['logicalName', quote(table.logicalName)],
        ['entitySetName', quote(table.entitySetName)],
        ['primaryId', quote(table.primaryId)],
        ['primaryName', quote(table.primaryName)],
        ['columns', `${name}Columns`],
        ['lookups', `${name}Lookups`],
        ['collections', `${name}Collections`],
        ['maxLengths', `${name}MaxLengths`],
      ]),
    ),
    ...(table.onlyRow === undefined
      ? []
      : [`/** Id of the only row of ${table.logicalName}. */\nexport const ${name}RowId = ${quote(table.onlyRow)};\n`]),
    rowInterface(table),
  ];
  const imports = [...new Set(table.choices)].sort();
  const importLine = imports.length === 0 ? '' : `import type { ${imports.join(', ')} } from './choices.ts';\n`;
  return `${header}${importLine}\n${parts.join('\n')}`;
}

function rowInterface(table: TableNames): string {
  const members = table.columns.map((column) => {
    const note = column.note === undefined ? '' : `  /** ${column.note} */\n`;
    const property = column.tsType === 'lookup' ? `_${column.name}_value` : column.name;
    const type = column.tsType === 'lookup' ? 'string' : column.tsType;
    return `${note}  ${property}?: ${type}${column.name === table.primaryId ? '' : ' | null'};\n`;
  });
  return `/** A row of ${table.logicalName} as the Web API returns it: only selected columns are present. */\nexport interface ${table.constant}Row {\n${members.join('')}}\n`;
}

function activitiesFile(tables: readonly TableNames[]): string {
  const imports = tables
    .map((table) => `import { ${camel(table.constant)}Metadata } from './${fileName(table)}.ts';\n`)
    .join('');
  return `${header}${imports}\n${constant(
    'activityMetadata',
    'The four tables that activities are logged to, by logical name.',
    pairs(tables.map((table) => [table.logicalName, `${camel(table.constant)}Metadata`])),
  )}export type ActivityTableName = keyof typeof activityMetadata;\n`;
}

function componentsFile(solutions: readonly Solution[]): string {
  const forms = solutions.flatMap((solution) => [
    ...solution.tables.flatMap((table) => table.forms.map((form) => [table.name, form.name] as const)),
    ...solution.extensions.flatMap(({ table, forms: own }) => own.map((form) => [table.name, form.name] as const)),
  ]);
  const list = (values: readonly string[]): string => pairs(values.map((value) => [value, quote(value)]));
  return [
    header,
    constant(
      'solutionNames',
      'Unique names of our solutions, in order of import.',
      pairs(solutions.map((solution) => [solution.folder, quote(solution.name)])),
    ),
    constant(
      'appNames',
      'Unique names of our apps.',
      list(solutions.flatMap((solution) => solution.apps.map((app) => app.name))),
    ),
    constant(
      'controlNames',
      'Code components as they are named in a solution and on a form.',
      pairs(
        solutions.flatMap((solution) =>
          solution.controls.map((control) => [control.name, quote(controlSchemaName(control.name))] as const),
        ),
      ),
    ),
    constant(
      'webResourceNames',
      'Web resources.',
      pairs(
        solutions.flatMap((solution) =>
          solution.webResources.map((resource) => [resource.constant, quote(resource.name)] as const),
        ),
      ),
    ),
    constant(
      'roleNames',
      'Security roles.',
      pairs(solutions.flatMap((solution) => solution.roles.map((role) => [role.constant, quote(role.name)] as const))),
    ),
    constant(
      'environmentVariableNames',
      'Environment variables.',
      list(solutions.flatMap((solution) => solution.environmentVariables.map((variable) => variable.name))),
    ),
    constant(
      'formIds',
      'Ids of our forms, by table and name.',
      pairs(forms.map(([table, form]) => [`${table}/${form}`, quote(idOf('form', table, form))])),
    ),
    constant(
      'dashboardIds',
      'Ids of our dashboards.',
      pairs(
        solutions.flatMap((solution) =>
          (solution.dashboards ?? []).map(
            ({ constant: name, name: id }) => [name, quote(idOf('dashboard', id))] as const,
          ),
        ),
      ),
    ),
  ].join('\n');
}

function globalChoice(choice: GlobalChoice): string {
  return valueObject(choice.constant, choice.options, `Global choice \`${choice.name}\`: ${choice.description[1033]}`);
}

function valueObject(name: string, options: readonly Option[], title: string): string {
  return `${constant(name, `${title}.`, pairs(options.map((option) => [option.name, String(option.value)])))}export type ${name} = (typeof ${name})[keyof typeof ${name}];\n`;
}

function constant(name: string, comment: string, body: string): string {
  return `/** ${comment} */\nexport const ${name} = ${body === '' ? '{}' : `{\n${body}}`} as const;\n`;
}

function pairs(entries: readonly (readonly [string, string])[]): string {
  // As the formatter does it: names are quoted only where they must be.
  return entries
    .map(([key, value]) => {
      const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);
      const line = `  ${name}: ${value},`;
      // As the formatter breaks a line that is too long.
      return `${line.length > 120 && !value.includes('\n') ? `  ${name}:\n    ${value},` : line}\n`;
    })
    .join('');
}

function lookupLiteral(column: string, navigation: Readonly<Record<string, string>>): string {
  const targets = Object.entries(navigation).map(([table, property]) => `      ${table}: ${quote(property)},\n`);
  return `{\n    property: ${quote(`_${column}_value`)},\n    navigation: {\n${targets.join('')}    },\n  }`;
}

function quote(text: string): string {
  return `'${text}'`;
}

function camel(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

function fileName(table: TableNames): string {
  return table.constant.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}
