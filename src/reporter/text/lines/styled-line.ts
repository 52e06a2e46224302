import { styleText } from 'node:util';
import { sanitizeCodeLine, sanitizeText } from '../../sanitize.ts';

/** The role of a span of text; determines its color. */
export type Tone = 'plain' | 'strong' | 'add' | 'remove' | 'change' | 'danger' | 'warn' | 'dim' | 'place';

export interface StyledSpan {
  readonly tone: Tone;
  readonly text: string;
  /** A line of a script or template: tabs are kept. */
  readonly code?: true;
}

export interface StyledLine {
  readonly indent: number;
  readonly spans: readonly StyledSpan[];
}

const TONE_STYLES: Readonly<Record<Tone, Parameters<typeof styleText>[0] | undefined>> = {
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

export const makeSpan = (tone: Tone, text: string): StyledSpan => ({ tone, text });
export const makeCodeSpan = (tone: Tone, text: string): StyledSpan => ({ tone, text, code: true });
export const makeLine = (indent: number, ...spans: readonly (StyledSpan | string)[]): StyledLine => ({
  indent,
  spans: spans.map((one) => (typeof one === 'string' ? makeSpan('plain', one) : one)),
});
export const EMPTY_LINE: StyledLine = { indent: 0, spans: [] };

/** Renders lines for a terminal or log. All text output passes through here, so every span is sanitized exactly at this point. */
export const renderStyledLines = (lines: readonly StyledLine[], colour: boolean): string =>
  lines.map(({ indent, spans }) => `${renderStyledLine(indent, spans, colour)}\n`).join('');

function renderStyledLine(indent: number, spans: readonly StyledSpan[], colour: boolean): string {
  const text = spans
    .map((one) => renderStyledSpan(one.tone, one.code ? sanitizeCodeLine(one.text) : sanitizeText(one.text), colour))
    .join('');
  return text === '' ? '' : ' '.repeat(indent) + text;
}

function renderStyledSpan(tone: Tone, text: string, colour: boolean): string {
  const style = TONE_STYLES[tone];
  return colour && style && text !== '' ? styleText(style, text, { validateStream: false }) : text;
}
