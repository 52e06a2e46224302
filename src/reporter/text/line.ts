import { styleText } from 'node:util';
import { clean, cleanLine } from '../sanitize.ts';

/** What a piece of text is, from which its colour follows. */
export type Tone = 'plain' | 'strong' | 'add' | 'remove' | 'change' | 'danger' | 'warn' | 'dim' | 'place';

export interface Span {
  readonly tone: Tone;
  readonly text: string;
  /** A line of somebody's script or template: its tabs stay. */
  readonly code?: true;
}

export interface Line {
  readonly indent: number;
  readonly spans: readonly Span[];
}

const STYLES: Readonly<Record<Tone, Parameters<typeof styleText>[0] | undefined>> = {
  plain: undefined,
  strong: 'bold',
  add: 'green',
  remove: 'red',
  change: 'yellow',
  danger: ['bold', 'red'],
  warn: 'yellow',
  dim: 'dim',
  place: 'blue',
};

export const span = (tone: Tone, text: string): Span => ({ tone, text });
export const code = (tone: Tone, text: string): Span => ({ tone, text, code: true });
export const line = (indent: number, ...spans: readonly (Span | string)[]): Line => ({
  indent,
  spans: spans.map((one) => (typeof one === 'string' ? span('plain', one) : one)),
});
export const EMPTY: Line = { indent: 0, spans: [] };

/** The only way of text to a terminal: every piece is cleaned here, whatever was done to it before. */
export const painted = (lines: readonly Line[], colour: boolean): string =>
  lines.map(({ indent, spans }) => `${paintedLine(indent, spans, colour)}\n`).join('');

function paintedLine(indent: number, spans: readonly Span[], colour: boolean): string {
  const text = spans.map((one) => paintedSpan(one.tone, one.code ? cleanLine(one.text) : clean(one.text), colour)).join('');
  return text === '' ? '' : ' '.repeat(indent) + text;
}

function paintedSpan(tone: Tone, text: string, colour: boolean): string {
  const style = STYLES[tone];
  return colour && style && text !== '' ? styleText(style, text, { validateStream: false }) : text;
}
