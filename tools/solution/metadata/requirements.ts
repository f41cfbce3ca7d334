/** `requirements.ts` of the metadata: what the bridge needs of an organisation, for its check (SPEC B-9). */
import type { Column, Solution } from '../../../solution/model/index.ts';

/** Text of the file: by solution its version, the role of the bridge and what it holds, the columns of ours by table. */
export function requirementsFile(header: string, solutions: readonly Solution[], version: string): string {
  return [
    header,
    '\n/** What an organisation has when a solution of this version is there, by solution. */\n',
    'export const requirements = {\n',
    ...solutions.map((solution) => requirementsOf(solution, version)),
    '} as const;\n',
  ].join('');
}

function requirementsOf({ name, folder, roles, tables, extensions }: Solution, version: string): string {
  const role = roles.find(({ constant }) => constant.startsWith('bridge'));
  const columns = [
    ...tables.map((table) => columnsOf(table.name, table.columns)),
    ...extensions.map(({ table, columns: own }) => columnsOf(table.name, own)),
  ];
  return [
    `  ${folder}: {\n    solution: '${name}',\n    version: '${version}',\n`,
    `    role: ${role ? `'${role.name}'` : 'undefined'},\n`,
    '    /** How far each privilege of the role reaches. */\n',
    `    privileges: {\n${(role?.privileges ?? []).map((one) => `      ${one.name}: '${one.level}',\n`).join('')}    },\n`,
    `    columns: {\n${columns.join('')}    },\n  },\n`,
  ].join('');
}

function columnsOf(table: string, columns: readonly Column[]): string {
  if (columns.length === 0) return '';
  return `      ${table}: [\n${columns.map(({ name }) => `        '${name}',\n`).join('')}      ],\n`;
}
