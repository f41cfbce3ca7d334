import { fieldMappingColumns as columns, WhenEmpty } from '@activity-logging/activity-model/metadata';
import type { TextKey } from './texts';

/** What the rules look at: texts without blanks around them. */
export interface Mapping {
  readonly sourcePath: string;
  readonly constantValue: string;
  readonly targetColumn: string;
  readonly whenEmpty: number | null;
  readonly defaultValue: string;
  readonly valueMap: string;
}
export interface Problem {
  /** Where it is said. */
  readonly column: string;
  readonly text: TextKey;
  /** Something is yet to be entered: said when the row is saved, not while it is being filled in. */
  readonly isMissing?: boolean;
}

/** Columns the rules look at. */
export const ruledColumns = [
  columns.al_sourcepath,
  columns.al_constantvalue,
  columns.al_targetcolumn,
  columns.al_whenempty,
  columns.al_defaultvalue,
  columns.al_valuemap,
] as const;

/** What is wrong with a mapping as far as it can be said without metadata (SPEC F-6). */
export function problemsOf(mapping: Mapping): Problem[] {
  const { sourcePath, constantValue, targetColumn, whenEmpty, defaultValue, valueMap } = mapping;
  const problems: Problem[] = [];
  if (sourcePath === '' && constantValue === '')
    problems.push({ column: columns.al_sourcepath, text: 'pathOrConstant', isMissing: true });
  if (sourcePath !== '' && constantValue !== '') problems.push({ column: columns.al_constantvalue, text: 'notBoth' });
  if (sourcePath !== '' && sourcePath.split('.').some((name) => name.trim() === ''))
    problems.push({ column: columns.al_sourcepath, text: 'path' });
  if (targetColumn !== '' && !/^[a-z][a-z0-9_]*$/.test(targetColumn))
    problems.push({ column: columns.al_targetcolumn, text: 'column' });
  if (whenEmpty === WhenEmpty.UseDefault && defaultValue === '')
    problems.push({ column: columns.al_defaultvalue, text: 'defaultMissing', isMissing: true });
  if (valueMap !== '' && !isValueMap(valueMap)) problems.push({ column: columns.al_valuemap, text: 'valueMap' });
  return problems;
}

function isValueMap(text: string): boolean {
  try {
    const map: unknown = JSON.parse(text);
    if (typeof map !== 'object' || map === null || Array.isArray(map)) return false;
    return Object.values(map).every((value) => ['string', 'number'].includes(typeof value));
  } catch {
    return false;
  }
}
