/** Trees of the two $filter parsers as one kind of text, so that they can be compared. */
import type { Expression } from '../../local-dataverse/src/odata/ast.ts';

/** Chains of `and` (or of `or`) have one meaning however they lean, so they become one list. */
function joined(operator: string, parts: readonly string[]): string {
  const flat = parts.flatMap((part) =>
    part.startsWith(`(${operator} `) ? split(part.slice(operator.length + 2, -1)) : [part],
  );
  return `(${operator} ${flat.join(' ')})`;
}

/** Cuts at blanks outside brackets and quotes. */
function split(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (sign === "'") quoted = !quoted;
    else if (quoted) continue;
    else if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    else if (sign === ' ' && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

export function ourShape(node: Expression): string {
  switch (node.kind) {
    case 'binary': {
      const sides = [ourShape(node.left), ourShape(node.right)];
      if (node.operator === 'and' || node.operator === 'or') return joined(node.operator, sides);
      return `(${node.operator} ${sides.join(' ')})`;
    }
    case 'unary':
      return `(${node.operator} ${ourShape(node.operand)})`;
    case 'member':
      return node.path.join('/');
    case 'alias':
      return node.name;
    case 'literal':
      return node.type === 'string' ? `'${String(node.value).replaceAll("'", "''")}'` : String(node.value);
    case 'list':
      return `[${node.items.map(ourShape).join(',')}]`;
    case 'call': {
      const named = [...node.named].map(([name, value]) => `${name}=${ourShape(value)}`);
      return `(call ${node.name} ${[...node.args.map(ourShape), ...named].join(' ')})`;
    }
    case 'lambda': {
      const inside = node.predicate === undefined ? '' : ` ${node.variable ?? ''} ${ourShape(node.predicate)}`;
      return `(${node.quantifier} ${node.path.join('/')}${inside})`;
    }
    case 'object':
      throw new Error('objects are not compared');
  }
}

/** A token of `@odata/parser`; what its value holds depends on the type. */
interface Token {
  readonly type: string;
  readonly raw: string;
  readonly value: unknown;
}

const OPERATORS: Readonly<Record<string, string>> = {
  EqualsExpression: 'eq',
  NotEqualsExpression: 'ne',
  GreaterThanExpression: 'gt',
  GreaterOrEqualsExpression: 'ge',
  LesserThanExpression: 'lt',
  LesserOrEqualsExpression: 'le',
  AddExpression: 'add',
  SubExpression: 'sub',
  MulExpression: 'mul',
  DivExpression: 'div',
  ModExpression: 'mod',
  HasExpression: 'has',
};

const WRAPPERS = new Set([
  'CommonExpression',
  'BoolParenExpression',
  'ParenExpression',
  'LambdaPredicateExpression',
  'ParameterValue',
]);

/** @throws Error for tokens that no test generates */
export function theirShape(token: Token): string {
  const { type, value } = token;
  if (WRAPPERS.has(type)) return theirShape(value as Token);
  if (type === 'AndExpression' || type === 'OrExpression') {
    const { left, right } = value as { left: Token; right: Token };
    return joined(type === 'AndExpression' ? 'and' : 'or', [theirShape(left), theirShape(right)]);
  }
  const operator = OPERATORS[type];
  if (operator !== undefined) {
    const { left, right } = value as { left: Token; right: Token };
    return `(${operator} ${theirShape(left)} ${theirShape(right)})`;
  }
  switch (type) {
    case 'NotExpression':
      return `(not ${theirShape(value as Token)})`;
    case 'Literal':
      return literal(token.raw);
    case 'ParameterAlias':
      return token.raw;
    case 'MethodCallExpression': {
      const { method, parameters } = value as { method: string; parameters: Token[] };
      return `(call ${method} ${parameters.map(theirShape).join(' ')})`;
    }
    case 'FunctionExpression':
      return functionShape(value as { fn: Token; params: Token });
    case 'FirstMemberExpression':
      // Inside a lambda: the variable, then the way from it.
      if (Array.isArray(value))
        return (value as Token[])
          .map((part) => (part.type === 'MemberExpression' ? memberShape(part, []) : part.raw))
          .join('/');
      return memberShape(value as Token, []);
    default:
      throw new Error(`unexpected token ${type}`);
  }
}

function functionShape(call: { fn: Token; params: Token }): string {
  const params = (call.params.value as Token[]).map((param) => {
    const { name, value } = param.value as { name: Token; value: Token };
    return `${name.raw}=${theirShape(value)}`;
  });
  return `(call ${call.fn.raw} ${params.join(' ')})`;
}

function memberShape(token: Token, before: readonly string[]): string {
  const inner = (token.value as Token).value;
  if (token.type === 'MemberExpression' && (token.value as Token).type === 'PropertyPathExpression') {
    const { current, next } = inner as { current?: Token; next?: Token };
    if (current === undefined || next === undefined) return [...before, token.raw].join('/');
    const path = [...before, current.raw];
    if (next.type === 'SingleNavigationExpression') return memberShape(next.value as Token, path);
    if (next.type === 'CollectionPathExpression') return lambdaShape(next.value as Token, path);
  }
  throw new Error(`unexpected member ${token.type} ${token.raw}`);
}

function lambdaShape(token: Token, path: readonly string[]): string {
  const { variable, predicate } = token.value as { variable?: Token; predicate?: Token };
  const inside = predicate === undefined ? '' : ` ${variable?.raw ?? ''} ${theirShape(predicate)}`;
  return `(${token.type === 'AnyExpression' ? 'any' : 'all'} ${path.join('/')}${inside})`;
}

function literal(raw: string): string {
  return /^-?\d+(\.\d+)?$/.test(raw) ? String(Number(raw)) : raw;
}
