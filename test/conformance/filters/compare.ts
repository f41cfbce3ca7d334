/** Group e: the local Dataverse's `$filter` parser against `@odata/parser`, over generated expressions. */
import { defaultParser } from '@odata/parser';
import { parseExpression } from '../../../local-dataverse/src/odata/expressions.ts';
import { createGenerator } from '../../../local-dataverse/src/odata/generate.ts';
import { ourShape, theirShape } from '../../support/filterShapes.ts';
import type { Group } from '../group.ts';

const VALID = 5500;
const BROKEN = 1000;

/** Words that generated expressions must have held, so that a generator that got poorer is noticed. */
const MARKS = ['/any(', '/all(', ' and ', ' or ', 'not ', 'Dynamics', 'contains(', 'null', '@p1'];

const WORDS = {
  columns: ['subject', '_ownerid_value', 'statecode', 'createdon', 'nav/name', 'nav/deep/al_x1', 'al_tags'],
  collections: ['Contact_Tasks', 'nav/parties'],
  literals: [
    'null',
    'true',
    'false',
    '1',
    '-5',
    '1.5',
    '2147483647',
    "'a'",
    "''",
    "'it''s'",
    "'eq 1) or ('",
    'a1a1a1a1-0000-4000-8000-000000000001',
    '2026-01-02T03:04:05Z',
    '2026-01-02T03:04:05.678+02:00',
    '2026-01-02',
    '@p1',
  ],
  calls: [
    "Microsoft.Dynamics.CRM.Today(PropertyName='createdon')",
    "Microsoft.Dynamics.CRM.LastXDays(PropertyName='createdon',PropertyValue=3)",
    "Microsoft.Dynamics.CRM.On(PropertyName='createdon',PropertyValue='2026-01-02')",
  ],
};

/** What the generator leaves out, because the other parser departs from the standard there: reason, text, our tree. */
export const EXPLAINED: readonly [reason: string, text: string, expected: string][] = [
  [
    '`not` binds more tightly than `and` (OData 4.01 URL conventions 5.1.1.9)',
    'not (a eq 1) and b eq 2',
    '(and (not (eq a 1)) (eq b 2))',
  ],
  ['multiplication before addition', 'a mul 1 add 2 eq 7', '(eq (add (mul a 1) 2) 7)'],
  ['a comparison of comparisons', 'a gt 1 eq true', '(eq (gt a 1) true)'],
  ['blanks at the end', 'a eq 1 ', '(eq a 1)'],
  ['the operator in', "a in ('x')", "(in a ['x'])"],
];

const REFUSED = 'refused';

function attempt(work: () => string): string {
  try {
    return work();
  } catch {
    return REFUSED;
  }
}

export const ours = (text: string): string => attempt(() => ourShape(parseExpression(text)));
export const theirs = (text: string): string => attempt(() => theirShape(defaultParser.filter(text)));

export const filterGroup: Group = {
  letter: 'e',
  title: 'filters against @odata/parser 0.2.14',
  run() {
    const failures = [...differentTrees(), ...acceptedBroken(), ...unexplained()];
    return Promise.resolve({
      checked: VALID + BROKEN + EXPLAINED.length,
      failures: failures.slice(0, 20),
      notes: [
        `${VALID.toLocaleString('en')} expressions to the same trees`,
        `${BROKEN.toLocaleString('en')} broken ones refused by both`,
        `${EXPLAINED.length} explained differences`,
      ],
    });
  },
};

function differentTrees(): string[] {
  const generator = createGenerator(20260715, WORDS);
  const failures: string[] = [];
  const missing = new Set(MARKS);
  for (let index = 0; index < VALID; index += 1) {
    const text = generator.valid();
    const [one, two] = [ours(text), theirs(text)];
    if (one !== two || one === REFUSED) failures.push(`${text}: ours ${one}, theirs ${two}`);
    for (const mark of missing) if (text.includes(mark)) missing.delete(mark);
  }
  return [...failures, ...[...missing].map((mark) => `no generated expression holds '${mark}'`)];
}

function acceptedBroken(): string[] {
  const generator = createGenerator(42, WORDS);
  const failures: string[] = [];
  for (let index = 0; index < BROKEN; index += 1) {
    const text = generator.broken();
    for (const [whose, answer] of [
      ['ours', ours(text)],
      ['theirs', theirs(text)],
    ])
      if (answer !== REFUSED) failures.push(`${text}: accepted by ${whose}`);
  }
  return failures;
}

function unexplained(): string[] {
  return EXPLAINED.flatMap(([reason, text, expected]) => [
    ...(ours(text) === expected ? [] : [`${reason}: ours is ${ours(text)}, not ${expected}`]),
    ...(theirs(text) === expected ? [`${reason}: no longer differs`] : []),
  ]);
}
