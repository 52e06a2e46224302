import type { Explanation, ExplanationVerdict, Origin } from '../../model/explanation.ts';
import { isArray, isObject, type JsonValue } from '../../model/json/json-value.ts';
import { parsePointer } from '../../model/json/pointer.ts';
import { formatFieldPath } from '../view/format-field-path.ts';
import { formatPlace } from '../view/format-place.ts';
import { formatInlineValue, formatYamlLines } from '../view/format-yaml.ts';
import { EMPTY_LINE, makeLine, makeSpan, renderStyledLines, type StyledLine, type Tone } from './lines/styled-line.ts';

const VERDICT_STYLES: Readonly<Record<ExplanationVerdict['kind'], { readonly label: string; readonly tone: Tone }>> = {
  change: { label: 'change', tone: 'change' },
  same: { label: 'no difference', tone: 'add' },
  'not compared': { label: 'not compared', tone: 'dim' },
  unmanaged: { label: 'not managed', tone: 'dim' },
  'left alone': { label: 'ignored', tone: 'dim' },
};

/** Renders the declared and the live value, how they are compared, and the result. */
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
      makeSpan('dim', 'result'.padEnd(LABEL_WIDTH)),
      makeSpan(VERDICT_STYLES[verdict.kind].tone, VERDICT_STYLES[verdict.kind].label),
      `: ${verdict.why}`,
    ),
    ...changes.map((change) =>
      makeLine(
        2 + LABEL_WIDTH,
        `${formatFieldPath(parsePointer(change.path))}: `,
        makeSpan('remove', formatInlineValue(change.before)),
        makeSpan('dim', ' → '),
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
  if (!declared) return ['not declared in any file'];
  const value = pointer === '' ? [] : formatValueLines(declared.value);
  return [...value, ...(declared.origin ? describeOrigin(declared.origin) : [])];
}

const describeOrigin = ({ place, over, template }: Origin): readonly string[] => [
  ...(template === undefined ? [] : [`written as ${template}`]),
  `at ${formatPlace(place)}`,
  ...over.map((other) => `overrides ${formatPlace(other)}`),
];

/** A long object or list takes several lines; a script stays on one. */
const formatValueLines = (value: JsonValue | undefined): readonly string[] =>
  isObject(value) || isArray(value) ? formatYamlLines(value) : [formatInlineValue(value)];

function describeLive({ live, address, pointer }: Explanation): readonly string[] {
  if (!live) return ['no such resource'];
  // A singleton's ID is its address.
  const id = live.id === address ? [] : [`ID ${live.id}`];
  if (pointer === '') return ['exists', ...id];
  return [...(live.value === undefined ? ['not set'] : formatValueLines(live.value)), ...id];
}
