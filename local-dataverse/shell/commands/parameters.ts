/** Parameters of command functions, rules and URLs. Pure. Source: learn.microsoft.com, "Pass data from a page as a parameter to ribbon actions". */
import type { RibbonParameter } from '../../src/shell/model.ts';

export interface RowFact {
  /** Lower case, no braces. */
  readonly id: string;
  readonly name: string;
}
/** What the page gives. */
export interface ParameterFacts {
  readonly primaryControl: unknown;
  readonly selectedControl: unknown;
  readonly primaryTable: string;
  readonly primaryTypeCode: number;
  readonly primaryIds: readonly string[];
  readonly selectedTable: string;
  readonly selectedTypeCode: number;
  readonly selected: readonly RowFact[];
  readonly all: readonly RowFact[];
  readonly organization: { readonly name: string; readonly languageId: number };
  readonly userLanguageId: number;
  /** Id of the button and name of the command that runs. */
  readonly source: { readonly controlId: string; readonly commandId: string };
}

export function parameterValues(parameters: readonly RibbonParameter[], facts: ParameterFacts): unknown[] {
  return parameters.map((parameter) => parameterValue(parameter, facts));
}

/** @throws TypeError for a CrmParameter that does not exist */
export function parameterValue({ kind, value }: RibbonParameter, facts: ParameterFacts): unknown {
  if (kind === 'string') return value;
  if (kind === 'bool') return value === 'true' || value === '1';
  if (kind === 'int' || kind === 'decimal') return Number(value);
  const list = (rows: readonly RowFact[], what: string): unknown => {
    if (what === 'ItemCount') return rows.length;
    if (what === 'ItemIds') return rows.map((row) => row.id);
    const { selectedTable: TypeName, selectedTypeCode: TypeCode } = facts;
    return rows.map((row) => ({ Id: braced(row.id), Name: row.name, TypeName, TypeCode }));
  };
  const [, which, what = ''] =
    /^SelectedControl(Selected|All|Unselected)(ItemCount|ItemIds|ItemReferences)$/.exec(value) ?? [];
  if (which === 'Selected') return list(facts.selected, what);
  if (which === 'All') return list(facts.all, what);
  if (which === 'Unselected') {
    const ids = new Set(facts.selected.map((row) => row.id));
    return list(
      facts.all.filter((row) => !ids.has(row.id)),
      what,
    );
  }
  switch (value) {
    case 'PrimaryControl':
      return facts.primaryControl;
    case 'SelectedControl':
      return facts.selectedControl;
    case 'PrimaryEntityTypeName':
      return facts.primaryTable;
    case 'PrimaryEntityTypeCode':
      return facts.primaryTypeCode;
    case 'PrimaryItemIds':
      return facts.primaryIds.map(braced);
    case 'FirstPrimaryItemId':
      return facts.primaryIds[0] === undefined ? null : braced(facts.primaryIds[0]);
    case 'SelectedEntityTypeName':
      return facts.selectedTable;
    case 'SelectedEntityTypeCode':
      return facts.selectedTypeCode;
    case 'FirstSelectedItemId':
      return facts.selected[0]?.id ?? null;
    case 'OrgName':
      return facts.organization.name;
    case 'OrgLcid':
      return facts.organization.languageId;
    case 'UserLcid':
      return facts.userLanguageId;
    case 'CommandProperties':
      return { SourceControlId: facts.source.controlId, CommandValueId: facts.source.commandId };
    default:
      throw new TypeError(`The CrmParameter ${value} is not supported by the local shell.`);
  }
}

/** The address of a Url action with its parameters. */
export function actionUrl(
  action: {
    readonly address: string;
    readonly parameters: readonly RibbonParameter[];
    readonly passParameters: boolean;
  },
  facts: ParameterFacts,
  resolve: (address: string) => string,
): string {
  const url = new URL(resolve(action.address));
  for (const parameter of action.parameters)
    if (parameter.name) url.searchParams.set(parameter.name, String(parameterValue(parameter, facts) ?? ''));
  if (action.passParameters) {
    url.searchParams.set('typename', facts.primaryTable);
    url.searchParams.set('type', String(facts.primaryTypeCode));
    if (facts.primaryIds[0]) url.searchParams.set('id', braced(facts.primaryIds[0]));
    url.searchParams.set('orgname', facts.organization.name);
    url.searchParams.set('orglcid', String(facts.organization.languageId));
    url.searchParams.set('userlcid', String(facts.userLanguageId));
  }
  return url.href;
}

function braced(id: string): string {
  return `{${id.toUpperCase()}}`;
}
