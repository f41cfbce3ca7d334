import { describe, expect, it } from '@jest/globals';
import { ODataSyntaxError } from './errors.ts';
import { parseExpression } from './expressions.ts';
import { parseOptions } from './options.ts';

/** A tree as a short text, so that precedence is easy to read in an expectation. */
function shape(node: ReturnType<typeof parseExpression>): string {
  switch (node.kind) {
    case 'binary':
      return `(${shape(node.left)} ${node.operator} ${shape(node.right)})`;
    case 'unary':
      return `${node.operator}(${shape(node.operand)})`;
    case 'member':
      return node.path.join('/');
    case 'literal':
      return node.type === 'string' ? `'${String(node.value)}'` : String(node.value);
    case 'alias':
      return node.name;
    case 'list':
      return `[${node.items.map(shape).join(',')}]`;
    case 'call':
      return `${node.name}(${[...node.args.map(shape), ...[...node.named].map(([name, value]) => `${name}=${shape(value)}`)].join(',')})`;
    case 'lambda':
      return `${node.path.join('/')}/${node.quantifier}(${node.variable ?? ''}:${node.predicate ? shape(node.predicate) : ''})`;
    case 'object':
      return `{${[...node.members].map(([name, value]) => `${name}:${shape(value)}`).join(',')}}`;
  }
}

const read = (text: string): string => shape(parseExpression(text));

describe('expressions', () => {
  it.each([
    ['a eq 1 or b eq 2 and c eq 3', '((a eq 1) or ((b eq 2) and (c eq 3)))'],
    ['not (a eq 1) and b', '(not((a eq 1)) and b)'],
    ["not contains(name,'x')", "not(contains(name,'x'))"],
    ["subject eq 'it''s'", "(subject eq 'it's')"],
    ['_x_value eq A1A1A1A1-0000-4000-8000-000000000001', '(_x_value eq a1a1a1a1-0000-4000-8000-000000000001)'],
    ['createdon ge 2026-01-02T03:04:05.678Z', '(createdon ge 2026-01-02T03:04:05.678Z)'],
    ['createdon ge 2026-01-02', '(createdon ge 2026-01-02)'],
    ['n gt -1.5e3', '(n gt -1500)'],
    ['a/b/c ne null', '(a/b/c ne null)'],
    ['parties/any(p:p/mask eq 2 and p/id eq @id)', 'parties/any(p:((p/mask eq 2) and (p/id eq @id)))'],
    ['parties/any()', 'parties/any(:)'],
    [
      `Microsoft.Dynamics.CRM.In(PropertyName='x',PropertyValues=["a","b\\"c"])`,
      `Microsoft.Dynamics.CRM.In(PropertyName='x',PropertyValues=['a','b"c'])`,
    ],
    ["x in ('a','b')", "(x in ['a','b'])"],
    ['a add 1 mul 2 eq 7', '((a add (1 mul 2)) eq 7)'],
    ["type eq Microsoft.Dynamics.CRM.AttributeTypeCode'Picklist'", '(type eq Picklist)'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ["subject eqq 'a'", 8],
    ["subject eq 'a", 13],
    ['(a eq 1', 7],
    ['a eq', 4],
    ['a eq #', 5],
    ['a eq 1 b', 7],
    ['parties/any(p p/mask eq 1)', 14],
    ['', 0],
    ['a eq 1 or or (b) eq 2', 10],
  ])('names the position of the error in %p', (text, position) => {
    const error = caught(() => parseExpression(text));
    expect(error).toBeInstanceOf(ODataSyntaxError);
    expect((error as ODataSyntaxError).position).toBe(position);
  });

  it('refuses nesting that would exhaust the stack', () => {
    expect(() => parseExpression(`${'('.repeat(5000)}a${')'.repeat(5000)}`)).toThrow(ODataSyntaxError);
    expect(() => parseExpression(`${'not '.repeat(5000)}a`)).toThrow(ODataSyntaxError);
  });
});

describe('query options', () => {
  it('reads nested expands with their own options', () => {
    const options = parseOptions(
      "$select=a,_b_value&$expand=nav($select=x;$filter=contains(y,'a;b)');$orderby=z desc;$top=3;$expand=deep),other/$ref&$orderby=a/b desc,c&$top=5&$count=true",
    );
    expect(options.select).toEqual(['a', '_b_value']);
    expect(options.orderBy.map((item) => [item.path.join('/'), item.descending])).toEqual([
      ['a/b', true],
      ['c', false],
    ]);
    expect(options).toMatchObject({ top: 5, count: true });
    const [nav, other] = options.expand;
    expect(nav?.options).toMatchObject({ select: ['x'], top: 3 });
    expect(nav?.options.filter && shape(nav.options.filter)).toBe("contains(y,'a;b)')");
    expect(nav?.options.expand[0]?.navigation).toBe('deep');
    expect(other).toMatchObject({ navigation: 'other', refOnly: true });
  });

  it('decodes percent signs and plus signs', () => {
    const options = parseOptions('%24filter=a+eq+%27%26+%2B%27&@p1=%27x%27');
    expect(options.filter && shape(options.filter)).toBe("(a eq '& +')");
    expect(options.aliases.get('@p1')).toMatchObject({ value: 'x' });
  });

  it.each([
    '$top=-1',
    '$top=a',
    '$count=maybe',
    '$nope=1',
    '$filter=a eq 1&$filter=b eq 2',
    '$select=a b',
    '$filter=%',
    '$orderby=a up',
  ])('refuses %s', (query) => {
    expect(() => parseOptions(query)).toThrow(ODataSyntaxError);
  });
});

function caught(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
