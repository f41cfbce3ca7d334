/** Generated requests: half sensible, half senseless, the same for the same seed. */
import { APPLIES, COLUMNS, EXPANDS, FUNCTIONS, NAMES, OPERATORS, SEGMENTS, SETS } from './fuzz-words.ts';
import { API } from './target.ts';

export interface Random {
  /** 0 ≤ value < 1 */
  next(): number;
  pick<T>(values: readonly T[]): T;
}

/** mulberry32: small, seeded, good enough to choose requests. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    pick(values) {
      const value = values[Math.floor(next() * values.length)];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
  };
}

export interface FuzzRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** Rows that stand at the beginning; requests may change or delete them. */
export interface Rows {
  readonly contact: string;
  readonly task: string;
  readonly phonecall: string;
}

/** A source of requests; call `next` for one after the other. */
export function fuzzRequests(seed: number, rows: Rows): () => FuzzRequest {
  const { next, pick } = createRandom(seed);
  const times = (most: number): number[] => Array.from({ length: Math.floor(next() * (most + 1)) }, (_, at) => at);
  const literals = [
    ..."'a' '%' 'Ä_\\' '' null 1 -1.5 1e400 true 2020-01-01 2020-01-01T00:00:00Z 9999-12-31T23:59:59-12:00 @p1 99999999999999999999".split(
      ' ',
    ),
    ...["duration'P1D'", '12:00:00', '["a",1]', '["1","2"]', "{'a':1}", 'NaN', "'[a'", `'${'x'.repeat(300)}'`],
    rows.contact,
    `'${rows.contact}'`,
  ];
  const column = (): string => pick(COLUMNS);
  const literal = (): string => pick(literals);
  const condition = (depth: number): string => {
    const kind = next();
    if (depth <= 0 || kind < 0.3)
      return `${column()} ${pick(['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in', 'has'])} ${literal()}`;
    if (kind < 0.45) return `(${condition(depth - 1)} ${pick(['and', 'or'])} ${condition(depth - 1)})`;
    if (kind < 0.55) return `not ${condition(depth - 1)}`;
    if (kind < 0.7) return `${pick(FUNCTIONS)}(${column()},${literal()})`;
    if (kind < 0.85)
      return `Microsoft.Dynamics.CRM.${pick(FUNCTIONS)}(PropertyName='${column()}',PropertyValue${pick(['', 's', '1'])}=${literal()})`;
    if (kind < 0.95) return `${column()}/${pick(['any', 'all'])}(x:${pick(['x/', ''])}${condition(depth - 1)})`;
    return column();
  };
  const fetchXml = (): string =>
    `<fetch ${pick(['', 'top="2"', 'distinct="true"', 'page="9"', 'aggregate="true"', 'count="1" page="2"', '<'])}><entity name="${pick(['task', 'task', 'contact', 'nope'])}"><attribute name="${column()}" ${pick(['', 'alias="a"', 'alias="a" aggregate="count"', 'groupby="true"'])}/>${pick(['', `<order attribute="${column()}"/>`])}<filter type="${pick(['and', 'or'])}"><condition attribute="${column()}" operator="${pick(OPERATORS)}" value="${pick(['a', '1', '2020-01-01', rows.contact, ''])}"/></filter>${pick(['', `<link-entity name="contact" from="contactid" to="${pick(['regardingobjectid', column()])}" link-type="${pick(['inner', 'outer', 'any', 'nope'])}"/>`])}</entity>${pick(['</fetch>', '</fetch>', ''])}`;
  const cookie = (): string =>
    pick([
      'x',
      '<cookie pagenumber="2" pagingcookie="W251bGwsMSwnYSdd" istracking="False" />',
      `<cookie pagenumber="2" pagingcookie="${Buffer.from(JSON.stringify([pick([null, 1, 'a'])])).toString('base64url')}" istracking="False" />`,
    ]);
  const option = (): string =>
    pick([
      () => `$filter=${encodeURIComponent(condition(3))}`,
      () => `$filter=${encodeURIComponent(condition(2))}`,
      () => `$filter=${encodeURIComponent(literal())}`,
      () => `$select=${column()},${column()}`,
      () => `$orderby=${encodeURIComponent(column() + pick([' desc', '', ' up']))}`,
      () => `$top=${pick(['0', '1', '-1', '99999', 'x'])}`,
      () => `$count=${pick(['true', 'x'])}`,
      () => `$expand=${pick(EXPANDS)}`,
      () => `$expand=${pick(EXPANDS)}($select=${column()};$filter=${encodeURIComponent(condition(1))};$top=1)`,
      () => `@p1=${encodeURIComponent(literal())}`,
      () => `$skiptoken=${encodeURIComponent(cookie())}`,
      () => `fetchXml=${encodeURIComponent(fetchXml())}`,
      () => `$apply=${encodeURIComponent(pick(APPLIES))}`,
      () => `savedQuery=${pick([rows.task, 'x'])}`,
      () => pick(['%ZZ=1', '$format=json', '$search=a', '$compute=a', 'annotations=true', '&&', '$skip=1']),
    ])();
  const key = (): string =>
    next() < 0.5
      ? ''
      : pick([
          ...[
            `(${rows.task})`,
            `(${rows.task})`,
            `(${rows.contact})`,
            `(${rows.phonecall})`,
            `(${rows.task.toUpperCase()})`,
          ],
          ...[
            '(1)',
            "('a')",
            `(activityid=${rows.task})`,
            "(subject='a')",
            "(LogicalName='task')",
            '()',
            '(',
            '(a=b,c=d)',
          ],
          '(00000000-0000-0000-0000-000000000000)',
        ]);
  const resource = (): string => `${next() < 0.55 ? 'tasks' : pick(SETS)}${key()}${next() < 0.6 ? '' : pick(SEGMENTS)}`;
  const value = (): unknown =>
    pick<unknown>([
      ...[
        null,
        'a',
        1,
        -1,
        1.5,
        true,
        [],
        {},
        [1],
        [{}],
        'x'.repeat(5000),
        '2020-01-01T00:00:00Z',
        '2020-13-01T00:00:00Z',
      ],
      ...[
        rows.contact,
        `/contacts(${rows.contact})`,
        '$1',
        { '@odata.id': 'x' },
        [{ participationtypemask: 1 }],
        [null],
        1e21,
      ],
      ...[
        ['a'],
        { a: { b: 1 } },
        [{ '@odata.type': 'Microsoft.Dynamics.CRM.task', subject: 'a' }],
        { lastname: 'nested' },
      ],
      [{ participationtypemask: 2, [`partyid_contact@odata.bind`]: `/contacts(${rows.contact})` }],
    ]);
  const body = (): string =>
    pick<() => unknown>([
      () => Object.fromEntries(times(4).map(() => [pick([...COLUMNS, ...NAMES]), value()])),
      () => ({ subject: 'ok', ...Object.fromEntries(times(2).map(() => [pick([...COLUMNS, ...NAMES]), value()])) }),
      () => ({ subject: 'ok', 'regardingobjectid_contact_task@odata.bind': `/contacts(${rows.contact})` }),
      () => ({ statecode: pick([0, 1, 2, 3, 'a']), statuscode: pick([1, 2, 3, 4, 5, null]) }),
      () => ({ value: value() }),
      () => ({ Targets: value() }),
      () => ({ '@odata.id': value() }),
      () => pick(['{', 'null', '[]', '', '"a"', '{"__proto__":{"a":1}}', '[[[[[[[[', '\u0000', '{"a":1}{"b":2}']),
    ])() as string;
  const text = (): string => {
    const made: unknown = body();
    return typeof made === 'string' ? made : JSON.stringify(made);
  };
  const headers = (): Record<string, string> => ({
    prefer: pick([
      'odata.include-annotations="*"',
      'return=representation',
      'odata.maxpagesize=1',
      'odata.maxpagesize=0',
      'odata.track-changes',
      '',
    ]),
    ...(next() < 0.1 ? { 'if-match': pick(['*', 'W/"1"', 'x']) } : {}),
    ...(next() < 0.1 ? { 'if-none-match': pick(['*', 'null', 'W/"1"']) } : {}),
    ...(next() < 0.05 ? { mscrmcallerid: pick(['x', rows.contact]) } : {}),
    ...(next() < 0.03
      ? { 'content-type': pick(['text/plain', 'multipart/mixed', 'application/xml', 'application/json; x']) }
      : {}),
  });
  const query = (): string => {
    const options = times(2).map(option);
    return options.length === 0 ? '' : `?${options.join('&')}`;
  };
  const operation = (address: string, contentId?: number): string =>
    `Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n${contentId === undefined ? '' : `Content-ID: ${contentId}\r\n`}\r\n${address} HTTP/1.1\r\nContent-Type: application/json\r\n\r\n${address.startsWith('GET') ? '' : text()}`;
  const address = (): string =>
    `${pick(['GET', 'POST', 'POST', 'PATCH', 'DELETE', 'PUT'])} ${pick(['', API, `http://127.0.0.1${API}`])}${resource()}${next() < 0.3 ? query() : ''}`.replaceAll(
      /(?<=\S \S*) /g,
      '%20',
    );
  const changeSet = (): string => {
    const parts = [1, 2, 3].slice(0, 1 + Math.floor(next() * 3)).map((id) => {
      const back =
        next() < 0.3 ? `${pick(['PATCH', 'PUT', 'DELETE'])} $${pick([1, 2, 3])}${pick(['', ...SEGMENTS])}` : address();
      return `--c\r\n${operation(back, next() < 0.95 ? id : undefined)}`;
    });
    return `Content-Type: multipart/mixed; boundary=c\r\n\r\n${parts.join('\r\n')}\r\n--c--`;
  };
  /** A request that a good client sends: what it leaves behind is what the others stumble over. */
  const sensible = (): FuzzRequest =>
    pick<() => FuzzRequest>([
      () => ({ method: 'POST', path: `${API}${pick(['tasks', 'phonecalls', 'emails'])}`, body: text(), headers: {} }),
      () => ({ method: 'POST', path: `${API}tasks`, body: '{"subject":"ok","al_kind":727000002}', headers: {} }),
      () => ({ method: 'PATCH', path: `${API}tasks(${rows.task})`, body: '{"description":"a"}', headers: {} }),
      () => ({ method: 'PATCH', path: `${API}tasks(${rows.task})`, body: text(), headers: {} }),
      () => ({ method: 'GET', path: `${API}tasks?${option()}`, body: undefined, headers: headers() }),
      () => ({
        method: 'GET',
        path: `${API}tasks(${rows.task})?$expand=${pick(EXPANDS)}`,
        body: undefined,
        headers: {},
      }),
    ])();
  const batch = (): string => {
    const items = [0, ...times(3)].map(() => (next() < 0.5 ? operation(address()) : changeSet()));
    const whole = `${items.map((item) => `--b\r\n${item}`).join('\r\n')}\r\n--b--\r\n`;
    if (next() >= 0.1) return whole;
    const at = Math.floor(next() * whole.length);
    return whole.slice(0, at) + pick(['\r\n', 'x', '--', '\n', '']) + whole.slice(at + Math.floor(next() * 5));
  };
  return () => {
    if (next() < 0.25) {
      const goOn: Record<string, string> = next() < 0.5 ? { prefer: 'odata.continue-on-error' } : {};
      const type =
        next() < 0.97
          ? 'multipart/mixed; boundary=b'
          : pick(['multipart/mixed', 'application/json', 'multipart/mixed; boundary=']);
      return { method: 'POST', path: `${API}$batch`, body: batch(), headers: { 'content-type': type, ...goOn } };
    }
    if (next() < 0.2) return sensible();
    const wanted = pick(['GET', 'GET', 'GET', 'POST', 'POST', 'PATCH', 'PUT', 'DELETE']);
    const path = `${API}${resource()}${query()}`.replaceAll(' ', '%20');
    // The first rows are seldom deleted, or most later requests would find nothing.
    const spared = wanted === 'DELETE' && Object.values(rows).some((id) => path.includes(id)) && next() < 0.97;
    const method = spared ? 'PATCH' : wanted;
    return { method, path, body: method === 'GET' ? undefined : text(), headers: headers() };
  };
}
