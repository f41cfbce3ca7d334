/** `docs/admin/roles.md`: every privilege of every role with its reason, for an admin to check before importing. */
import type { PrivilegeLevel, Role, Solution } from '../../../solution/model/index.ts';

const reach: Readonly<Record<PrivilegeLevel, string>> = {
  Basic: 'own',
  Local: 'business unit',
  Deep: 'business unit and below',
  Global: 'organisation',
};

/** The page as Markdown, by file name relative to `docs/admin`. */
export function rolesPage(solutions: readonly Solution[]): ReadonlyMap<string, string> {
  const parts = solutions.flatMap((solution) =>
    solution.roles.flatMap((role) => ['', `## ${role.name}`, '', `From \`${solution.name}\`.`, '', ...lines(role)]),
  );
  const head = [
    '# Roles and their privileges',
    '',
    'Generated from `solution/model` by `npm run generate`. How far a privilege reaches stands in brackets.',
  ];
  return new Map([['roles.md', `${[...head, ...parts].join('\n')}\n`]]);
}

/** Privileges with one reason and reach share a line. */
function lines(role: Role): string[] {
  const groups = new Map<string, string[]>();
  for (const { name, level, why } of role.privileges) {
    const key = `(${reach[level]}): ${why}`;
    groups.set(key, [...(groups.get(key) ?? []), `\`${name}\``]);
  }
  return [...groups].map(([key, names]) => `- ${names.join(', ')} ${key}`);
}
