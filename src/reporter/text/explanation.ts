import type { Explanation, Origin, Verdict } from '../../model/explanation.ts';
import { stepsOf } from '../../model/json/pointer.ts';
import type { FilePlace } from '../../model/problem/problem.ts';
import { readablePath } from '../view/path.ts';
import { flow } from '../view/yaml.ts';
import { EMPTY, type Line, line, painted, span, type Tone } from './line.ts';

const TONES: Readonly<Record<Verdict['kind'], Tone>> = {
  change: 'change',
  same: 'add',
  'not compared': 'dim',
  unmanaged: 'dim',
  'left alone': 'dim',
};

/** Both sides of a value, how they are compared, and what comes of it. */
export function explanationText(explanation: Explanation, { colour }: { readonly colour: boolean }): string {
  const { address, pointer, verdict, comparison, changes } = explanation;
  const lines: readonly Line[] = [
    line(0, span('strong', pointer === '' ? address : `${address}.${readablePath(stepsOf(pointer))}`)),
    EMPTY,
    ...row('declared', declaredTexts(explanation)),
    ...row('tenant', liveTexts(explanation)),
    ...row('compared', comparison),
    line(2, span('dim', 'so'.padEnd(WIDTH)), span(TONES[verdict.kind], verdict.kind), `: ${verdict.why}`),
    ...changes.map((change) =>
      line(
        2 + WIDTH,
        `${readablePath(stepsOf(change.path))}: `,
        span('remove', flow(change.before)),
        ' -> ',
        span('add', flow(change.after)),
      ),
    ),
  ];
  return painted(lines, colour);
}

const WIDTH = 11;

const row = (label: string, texts: readonly string[]): readonly Line[] =>
  texts.map((text, index) => line(2, span('dim', (index === 0 ? label : '').padEnd(WIDTH)), text));

function declaredTexts({ declared, pointer }: Explanation): readonly string[] {
  if (!declared) return ['nowhere'];
  const value = pointer === '' ? [] : [flow(declared.value)];
  return [...value, ...(declared.origin ? originTexts(declared.origin) : [])];
}

const originTexts = ({ place, over, template }: Origin): readonly string[] => [
  ...(template === undefined ? [] : [`written as ${template}`]),
  `at ${placeText(place)}`,
  ...over.map((other) => `laid over ${placeText(other)}`),
];

const placeText = ({ file, line: row, column }: FilePlace): string => `${file}:${row}:${column}`;

function liveTexts({ live, pointer }: Explanation): readonly string[] {
  if (!live) return ['has no such resource'];
  if (pointer === '') return [`has it, with the id ${live.id}`];
  return live.value === undefined ? [`${live.id} has nothing here`] : [flow(live.value), `in ${live.id}`];
}
