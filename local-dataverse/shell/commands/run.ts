/** Runs functions of commands and rules: loads their libraries, finds them on the page, gives them what they ask for. */
import type { RibbonAction, RibbonCommand, RibbonFunction, TableModel } from '../../src/shell/model.ts';
import type { Services } from '../app/services.ts';
import { reportScript } from '../form/problems.ts';
import { callFunction, loadScript, webResourceUrl } from '../xrm/libraries.ts';
import { actionUrl, parameterValues } from './parameters.ts';
import type { ParameterFacts, RowFact } from './parameters.ts';
import type { RuleFacts } from './rules.ts';

/** What the user looks at: the bar's page gives it, anew for each question. */
export interface CommandScope {
  readonly primaryTable: Pick<TableModel, 'name' | 'objectTypeCode'>;
  /** formContext, or the grid of a list. */
  readonly primaryControl: unknown;
  /** The grid of a list or subgrid. */
  readonly selectedControl: unknown;
  readonly primaryIds: readonly string[];
  readonly selected: readonly RowFact[];
  readonly all: readonly RowFact[];
  readonly formType?: number | undefined;
  readonly value?: ((field: string) => string | undefined) | undefined;
}

export function parameterFacts(
  { session }: Services,
  table: TableModel,
  scope: CommandScope,
  source: ParameterFacts['source'],
): ParameterFacts {
  return {
    primaryControl: scope.primaryControl,
    selectedControl: scope.selectedControl,
    primaryTable: scope.primaryTable.name,
    primaryTypeCode: scope.primaryTable.objectTypeCode,
    primaryIds: scope.primaryIds,
    selectedTable: table.name,
    selectedTypeCode: table.objectTypeCode,
    selected: scope.selected,
    all: scope.all,
    organization: session.organization,
    userLanguageId: session.settings.languageId,
    source,
  };
}

export function ruleFacts(services: Services, table: TableModel, scope: CommandScope, commandId: string): RuleFacts {
  return {
    formType: scope.formType,
    value: scope.value,
    selectionCount: scope.selected.length,
    primaryTable: scope.primaryTable.name,
    selectedTable: table.name,
    call: (rule) => call(rule, parameterFacts(services, table, scope, { controlId: '', commandId })),
  };
}

/** Carries out a command. Never throws: a failing script stands in a dialog. */
export async function runCommand(
  services: Services,
  table: TableModel,
  scope: CommandScope,
  command: RibbonCommand,
  controlId: string,
): Promise<void> {
  const facts = parameterFacts(services, table, scope, { controlId, commandId: command.id });
  for (const action of command.actions) {
    try {
      await act(action, facts);
    } catch (error) {
      reportScript(services, error);
      return;
    }
  }
}

async function act(action: RibbonAction, facts: ParameterFacts): Promise<void> {
  if (action.kind === 'function') return void (await call(action, facts));
  const address = actionUrl(action, facts, (text) => {
    const resource = /^\$webresource:(.+)$/i.exec(text)?.[1];
    return new URL(resource ? webResourceUrl(resource) : text, location.href).href;
  });
  if (/^https?:/.test(address)) window.open(address, '_blank', 'noopener');
}

async function call({ library, functionName, parameters }: RibbonFunction, facts: ParameterFacts): Promise<unknown> {
  if (library) await loadScript(webResourceUrl(library), `The web resource ${library} of a command`);
  // `isNaN` as a first "function" only loads its library: a custom of long standing.
  if (functionName === 'isNaN') return true;
  return callFunction(functionName, parameterValues(parameters, facts), library ?? 'the page');
}
