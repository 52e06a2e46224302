import { parsePointer } from '../../../model/json/pointer.ts';
import type { FilePlace, Place, Problem } from '../../../model/problem/problem.ts';
import { sanitizeText } from '../../sanitize.ts';
import { formatFieldPath } from '../../view/format-field-path.ts';
import { makeLine, makeSpan, type StyledLine, type StyledSpan, type Tone } from '../lines/styled-line.ts';
import { buildCaret } from './source-caret.ts';

const SEVERITY_TONES: Readonly<Record<Problem['severity'], Tone>> = { error: 'danger', warning: 'warn' };

/** Renders a problem in the layout of a compiler error: what is wrong, where, what was expected and what to do. */
export function renderProblemLines(problem: Problem, indent = 0): readonly StyledLine[] {
  const { code, severity, message, place, expected, hint } = problem;
  const [first = '', ...rest] = message.split('\n');
  return [
    makeLine(indent, makeSpan(SEVERITY_TONES[severity], `${severity}[${code}]`), ': ', makeSpan('strong', first)),
    ...rest.map((text) => makeLine(indent + 2, text)),
    ...(place ? renderPlaceLines(place, SEVERITY_TONES[severity], indent) : []),
    ...renderLabeledLines('expected', expected, indent + 2),
    ...renderLabeledLines('help', hint, indent + 2),
  ];
}

function renderLabeledLines(label: string, text: string | undefined, indent: number): readonly StyledLine[] {
  const [first, ...rest] = text?.split('\n') ?? [];
  if (first === undefined) return [];
  return [
    makeLine(indent, makeSpan('dim', `${label}: `), first),
    ...rest.map((continuation) => makeLine(indent + 2, continuation)),
  ];
}

function renderPlaceLines(place: Place, tone: Tone, indent: number): readonly StyledLine[] {
  const renderArrowLine = (...spans: (StyledSpan | string)[]): StyledLine =>
    makeLine(indent + 1, makeSpan('place', '--> '), ...spans);
  switch (place.kind) {
    case 'file':
      return [renderArrowLine(`${place.file}:${place.line}:${place.column}`), ...renderSourceLines(place, tone, indent)];
    case 'request':
      return [
        renderArrowLine(
          formatRequest(place),
          makeSpan('dim', place.requestId === undefined ? '' : `  request ${place.requestId}`),
        ),
      ];
    case 'address':
      return [renderArrowLine(place.address, makeSpan('plain', formatPointer(place.pointer)))];
  }
}

const formatRequest = ({ method, path, status }: Extract<Place, { kind: 'request' }>): string =>
  `${method} ${path}${status === undefined ? '' : ` (${status})`}`;

const formatPointer = (pointer: string | undefined): string =>
  pointer === undefined || pointer === '' ? '' : `  ${formatFieldPath(parsePointer(pointer))}`;

/** Renders the source line with its number, and a caret under the place. */
function renderSourceLines(place: FilePlace, tone: Tone, indent: number): readonly StyledLine[] {
  if (place.source === undefined) return [];
  const { source, offset, length } = buildCaret(place);
  const number = String(place.line);
  const margin = ' '.repeat(number.length);
  return [
    makeLine(indent, makeSpan('place', `${margin} |`)),
    makeLine(indent, makeSpan('place', `${number} |`), ` ${sanitizeText(source)}`),
    makeLine(indent, makeSpan('place', `${margin} |`), ` ${' '.repeat(offset)}`, makeSpan(tone, '^'.repeat(length))),
  ];
}
