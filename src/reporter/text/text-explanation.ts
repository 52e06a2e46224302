import type { Explanation, ExplanationVerdict, Origin } from '../../model/explanation.ts';
import { parsePointer } from '../../model/json/pointer.ts';
import type { FilePlace } from '../../model/problem/problem.ts';
import { formatFieldPath } from '../view/format-field-path.ts';
import { formatInlineValue } from '../view/format-yaml.ts';
import { EMPTY_LINE, makeLine, makeSpan, renderStyledLines, type StyledLine, type Tone } from './styled-line.ts';

const VERDICT_TONES: Readonly<Record<ExplanationVerdict['kind'], Tone>> = {
  change: 'change',
  same: 'add',
  'not compared': 'dim',
  unmanaged: 'dim',
  'left alone': 'dim',
};

/** Both sides of a value, how they are compared, and what comes of it. */
export function renderExplanation(explanation: Explanation, { colour }: { readonly colour: boolean }): string {
  const { address, pointer, verdict, comparison, changes } = explanation;
  const lines: readonly StyledLine[] = [
    makeLine(0, makeSpan('strong', pointer === '' ? address : `${address}.${formatFieldPath(parsePointer(pointer))}`)),
    EMPTY_LINE,
    ...renderRow('declared', describeDeclared(explanation)),
    ...renderRow('tenant', describeLive(explanation)),
    ...renderRow('compared', comparison),
    makeLine(
      2,
      makeSpan('dim', 'so'.padEnd(LABEL_WIDTH)),
      makeSpan(VERDICT_TONES[verdict.kind], verdict.kind),
      `: ${verdict.why}`,
    ),
    ...changes.map((change) =>
      makeLine(
        2 + LABEL_WIDTH,
        `${formatFieldPath(parsePointer(change.path))}: `,
        makeSpan('remove', formatInlineValue(change.before)),
        ' -> ',
        makeSpan('add', formatInlineValue(change.after)),
      ),
    ),
  ];
  return renderStyledLines(lines, colour);
}

const LABEL_WIDTH = 11;

const renderRow = (label: string, texts: readonly string[]): readonly StyledLine[] =>
  texts.map((text, index) => makeLine(2, makeSpan('dim', (index === 0 ? label : '').padEnd(LABEL_WIDTH)), text));

function describeDeclared({ declared, pointer }: Explanation): readonly string[] {
  if (!declared) return ['nowhere'];
  const value = pointer === '' ? [] : [formatInlineValue(declared.value)];
  return [...value, ...(declared.origin ? describeOrigin(declared.origin) : [])];
}

const describeOrigin = ({ place, over, template }: Origin): readonly string[] => [
  ...(template === undefined ? [] : [`written as ${template}`]),
  `at ${formatPlace(place)}`,
  ...over.map((other) => `laid over ${formatPlace(other)}`),
];

const formatPlace = ({ file, line: row, column }: FilePlace): string => `${file}:${row}:${column}`;

function describeLive({ live, pointer }: Explanation): readonly string[] {
  if (!live) return ['has no such resource'];
  if (pointer === '') return [`has it, with the id ${live.id}`];
  return live.value === undefined ? [`${live.id} has nothing here`] : [formatInlineValue(live.value), `in ${live.id}`];
}
