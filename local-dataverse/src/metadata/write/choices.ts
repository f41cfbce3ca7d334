/** OptionSetMetadata and BooleanOptionSetMetadata → choices; the messages CreateOptionSet, UpdateOptionSet, DeleteOptionSet. */
import { notImplemented } from '../../engine/errors.ts';
import { stableId } from '../stable-id.ts';
import type { Choice, ChoiceOption, Column, MetadataRegistry } from '../types.ts';
import { checkNames, flag, label, number, object, objects, text, typeName, type Body } from './body.ts';
import { addToSolution, checkSchemaName, COMPONENT, firstOptionValue, removeComponent } from './context.ts';
import type { WriteContext } from './context.ts';
import { invalidDefinition, missingProperty, nameTaken, noComponent } from './errors.ts';

/** The options of a choice column; values the body leaves out are given by the server (create-update-optionsets: "let the system assign"). */
export function readOptions(context: WriteContext, owner: string, body: Body): readonly ChoiceOption[] {
  const given = objects(body, 'Options') ?? [];
  let next = firstOptionValue(context, owner);
  const taken = new Set(given.map((each) => number(each, 'Value')));
  const options = given.map((each): ChoiceOption => {
    while (taken.has(next)) next += 1;
    const value = number(each, 'Value') ?? next++;
    return readOption(value, each);
  });
  if (new Set(options.map((option) => option.value)).size < options.length)
    throw invalidDefinition(`The options of ${owner} must have different values.`);
  return options;
}

function readOption(value: number, body: Body): ChoiceOption {
  if (!Number.isInteger(value) || Math.abs(value) > 2_147_483_647)
    throw invalidDefinition(`The option value ${value} is no whole number of 32 bits.`);
  const color = text(body, 'Color');
  return { value, label: label(body, 'Label') ?? {}, ...(color === undefined ? {} : { color }) };
}

/** FalseOption and TrueOption; without them the platform's No and Yes. */
export function readBooleanOptions(body: Body | undefined): readonly ChoiceOption[] {
  const option = (name: string, value: number, fallback: string): ChoiceOption => {
    const given = body === undefined ? undefined : object(body, name);
    return given === undefined ? { value, label: { 1033: fallback } } : readOption(value, given);
  };
  return [option('FalseOption', 0, 'No'), option('TrueOption', 1, 'Yes')];
}

/** Options of the column itself, or the global choice it is bound to. */
export function columnChoice(context: WriteContext, table: string, column: Column, body: Body): Partial<Column> {
  const name = `${table}_${column.logicalName}`;
  const set = object(body, 'OptionSet');
  if (column.type === 'Boolean')
    return { choice: { name, isGlobal: false, displayName: column.displayName, options: readBooleanOptions(set) } };
  if (column.type !== 'Picklist' && column.type !== 'MultiSelectPicklist') return {};
  const bind = text(body, 'GlobalOptionSet@odata.bind');
  const named = set !== undefined && flag(set, 'IsGlobal') === true ? text(set, 'Name') : undefined;
  const { metadata } = context.engine;
  if (bind !== undefined) {
    const key = /GlobalOptionSetDefinitions\((?:Name=|MetadataId=)?'?([^')]+)'?\)$/.exec(bind)?.[1];
    if (key === undefined) throw invalidDefinition(`'${bind.slice(0, 200)}' names no global choice.`);
    return { choice: choiceOf(metadata, key) };
  }
  if (named !== undefined) return { choice: choiceOf(metadata, named.toLowerCase()) };
  if (set === undefined) throw missingProperty(`${column.type}AttributeMetadata`, 'OptionSet');
  const options = readOptions(context, column.schemaName, set);
  return { choice: { name, isGlobal: false, displayName: label(set, 'DisplayName') ?? column.displayName, options } };
}

/** POST GlobalOptionSetDefinitions. @returns MetadataId */
export function createChoice(context: WriteContext, body: Body): string {
  const type = typeName(body) ?? 'OptionSetMetadata';
  if (type === 'BooleanOptionSetMetadata') throw notImplemented('A global BooleanOptionSet');
  if (type !== 'OptionSetMetadata') throw invalidDefinition(`${type} is no global choice.`);
  checkNames('GlobalOptionSetDefinitions', type, body);
  const given = text(body, 'Name');
  if (given === undefined) throw missingProperty(type, 'Name');
  if (flag(body, 'IsGlobal') === false) throw invalidDefinition('IsGlobal of a global choice must be true.');
  checkSchemaName(context, 'OptionSet', given);
  const name = given.toLowerCase();
  const { metadata } = context.engine;
  if (metadata.globalChoice(name) !== undefined) throw nameTaken('OptionSet', name);
  context.declare.choice({
    name,
    isGlobal: true,
    displayName: label(body, 'DisplayName') ?? {},
    options: readOptions(context, given, body),
  });
  const id = stableId('choice', name);
  addToSolution(context, { kind: 'choice', name }, COMPONENT.choice, id);
  return id;
}

/**
 * PUT GlobalOptionSetDefinitions(key): "only those properties defined by the OptionSetMetadataBase can be updated", not the options
 * (create-update-optionsets). Options of the body are left alone.
 */
export function updateChoice(context: WriteContext, key: string, body: Body): void {
  const choice = choiceOf(context.engine.metadata, key);
  checkNames('GlobalOptionSetDefinitions', 'OptionSetMetadata', body);
  const displayName = label(body, 'DisplayName', choice.displayName, context.mergeLabels) ?? {};
  const changed: Choice = { ...choice, displayName };
  context.declare.choice(changed);
  for (const { table, columns } of columnsOf(context.engine.metadata, choice.name))
    context.engine.metadata.declareColumns(
      table,
      columns.map((column) => ({ ...column, choice: changed })),
    );
  addToSolution(context, { kind: 'choice', name: choice.name }, COMPONENT.choice, stableId('choice', choice.name));
}

/** DELETE GlobalOptionSetDefinitions(key). @throws DataverseError 0x8004f01f while a column uses it, 0x8004f032 when managed */
export function deleteChoice(context: WriteContext, key: string): void {
  const { name } = choiceOf(context.engine.metadata, key);
  removeComponent(context.engine, {
    kind: 'choice',
    kindName: 'OptionSet',
    name,
    id: stableId('choice', name),
    isCustom: true,
  });
}

/** Finds a global choice by name or MetadataId. @throws DataverseError 404 */
export function choiceOf(metadata: MetadataRegistry, key: string): Choice {
  const found =
    metadata.globalChoice(key) ?? metadata.globalChoices().find((each) => stableId('choice', each.name) === key);
  if (found === undefined) throw noComponent(`Could not find an optionset with specified key: Name = ${key}.`);
  return found;
}

function columnsOf(metadata: MetadataRegistry, choice: string): { table: string; columns: Column[] }[] {
  return metadata.tables().flatMap((table) => {
    const columns = [...table.columns.values()].filter(
      (column) => column.choice?.isGlobal === true && column.choice.name === choice,
    );
    return columns.length === 0 ? [] : [{ table: table.logicalName, columns }];
  });
}
