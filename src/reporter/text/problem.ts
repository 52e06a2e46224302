import { stepsOf } from '../../model/json/pointer.ts';
import type { FilePlace, Place, Problem } from '../../model/problem/problem.ts';
import { clean } from '../sanitize.ts';
import { readablePath } from '../view/path.ts';
import { caretOf } from './caret.ts';
import { type Line, line, type Span, span, type Tone } from './line.ts';

const TONES: Readonly<Record<Problem['severity'], Tone>> = { error: 'danger', warning: 'warn' };

/** What is wrong, where, what was expected and what to do; as compilers say it. */
export function problemLines(problem: Problem, indent = 0): readonly Line[] {
  const { code, severity, message, place, expected, hint } = problem;
  const [first = '', ...rest] = message.split('\n');
  return [
    line(indent, span(TONES[severity], `${severity}[${code}]`), ': ', span('strong', first)),
    ...rest.map((text) => line(indent + 2, text)),
    ...(place ? placeLines(place, TONES[severity], indent) : []),
    ...labelled('expected', expected, indent + 2),
    ...labelled('help', hint, indent + 2),
  ];
}

function labelled(label: string, text: string | undefined, indent: number): readonly Line[] {
  const [first, ...rest] = text?.split('\n') ?? [];
  if (first === undefined) return [];
  return [line(indent, span('dim', `${label}: `), first), ...rest.map((more) => line(indent + 2, more))];
}

function placeLines(place: Place, tone: Tone, indent: number): readonly Line[] {
  const arrow = (...spans: (Span | string)[]): Line => line(indent + 1, span('place', '--> '), ...spans);
  switch (place.kind) {
    case 'file':
      return [arrow(`${place.file}:${place.line}:${place.column}`), ...sourceLines(place, tone, indent)];
    case 'request':
      return [arrow(requestText(place), span('dim', place.requestId === undefined ? '' : `  request ${place.requestId}`))];
    case 'address':
      return [arrow(place.address, span('plain', pointerText(place.pointer)))];
  }
}

const requestText = ({ method, path, status }: Extract<Place, { kind: 'request' }>): string =>
  `${method} ${path}${status === undefined ? '' : ` (${status})`}`;

const pointerText = (pointer: string | undefined): string =>
  pointer === undefined || pointer === '' ? '' : `  ${readablePath(stepsOf(pointer))}`;

/** The source line under its number, the place underlined. */
function sourceLines(place: FilePlace, tone: Tone, indent: number): readonly Line[] {
  if (place.source === undefined) return [];
  const { source, offset, length } = caretOf(place);
  const number = String(place.line);
  const margin = ' '.repeat(number.length);
  return [
    line(indent, span('place', `${margin} |`)),
    line(indent, span('place', `${number} |`), ` ${clean(source)}`),
    line(indent, span('place', `${margin} |`), ` ${' '.repeat(offset)}`, span(tone, '^'.repeat(length))),
  ];
}
