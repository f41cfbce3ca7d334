import { z } from 'zod';

/** A setting as its schema has it, for people. */
export interface SettingForm {
  /** What a value must be, e.g. `a whole number from 0 to 65535`. */
  readonly rule: string;
  /** Value without one; `undefined`: none. */
  readonly standard: string | undefined;
  readonly needed: boolean;
}

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly default?: unknown;
  readonly items?: JsonSchema;
}

/** Reads the rule and the default of a setting off its schema, so that messages and documents say what is checked. */
export function settingForm(schema: z.ZodType): SettingForm {
  const json = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as JsonSchema;
  return {
    rule: json.format === 'uri' ? urlRule(schema) : ruleOf(json),
    standard: textOf(json.default),
    needed: !schema.safeParse(undefined).success,
  };
}

function textOf(standard: unknown): string | undefined {
  if (standard === undefined) return undefined;
  const isPlain = typeof standard !== 'object' || standard === null || Array.isArray(standard);
  return isPlain
    ? String(standard)
    : Object.entries(standard)
        .map(([name, value]) => (name === '*' ? value : `${name}=${value}`))
        .join(' ');
}

function ruleOf(json: JsonSchema): string {
  // What a schema says of itself: a form that is not one of the usual ones.
  if (json.description) return json.description;
  if (json.enum) return `one of ${json.enum.map(String).join(', ')}`;
  if (json.type === 'integer' || json.type === 'number') return numberRule(json);
  if (json.type === 'boolean') return 'true or false';
  if (json.type === 'array') return listRule(json);
  if (json.format === 'uuid') return 'a UUID';
  const { minLength = 0 } = json;
  return minLength > 1 ? `a text of at least ${minLength} characters` : 'a text';
}

function numberRule({ type, minimum, maximum = Number.MAX_SAFE_INTEGER }: JsonSchema): string {
  const what = type === 'integer' ? 'a whole number' : 'a number';
  if (minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER) return what;
  return maximum >= Number.MAX_SAFE_INTEGER ? `${what}, at least ${minimum}` : `${what} from ${minimum} to ${maximum}`;
}

function listRule({ items = {}, minItems = 0, maxItems }: JsonSchema): string {
  const count =
    maxItems === undefined
      ? `${minItems} or more`
      : minItems === maxItems
        ? `${maxItems}`
        : `${minItems} to ${maxItems}`;
  return `${count} values with commas or spaces between, each ${ruleOf(items)}`;
}

/** JSON Schema has no word for protocols. */
function urlRule(schema: z.ZodType): string {
  return schema.safeParse('http://host.example').success ? 'an http or https URL' : 'an https URL';
}
