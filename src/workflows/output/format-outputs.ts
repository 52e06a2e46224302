import { randomUUID } from 'node:crypto';
import type { JsonValue } from '../../model/json/json-value.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { OutputFormat } from './output-formats.ts';
import { createUnquotableProblem } from './output-problems.ts';
import type { OutputValue } from './output-value.ts';

/** Renders values. `text` of a single value is the value alone. */
export function formatOutputs(values: readonly OutputValue[], format: OutputFormat): Outcome<string, readonly Problem[]> {
  switch (format) {
    case 'text':
      return succeed(formatText(values));
    case 'json':
      return succeed(`${toPrintableJson(Object.fromEntries(values.map(({ name, value }) => [name, value])), 2)}\n`);
    case 'dotenv':
      return formatDotenv(values);
    case 'github':
      return succeed(values.map(formatGithub).join(''));
  }
}

function formatText(values: readonly OutputValue[]): string {
  const [only, ...others] = values;
  if (only && others.length === 0) return `${toText(only.value)}\n`;
  return values.map(({ name, value }) => `${name} = ${toPrintableJson(value)}\n`).join('');
}

function formatDotenv(values: readonly OutputValue[]): Outcome<string, readonly Problem[]> {
  const lines = values.map(({ name, value }) => ({ name, quoted: quoteForDotenv(toText(value)) }));
  const problems = lines.filter(({ quoted }) => quoted === undefined).map(({ name }) => createUnquotableProblem(name));
  return problems.length > 0 ? failWith(problems) : succeed(lines.map(({ name, quoted }) => `${name}=${quoted}\n`).join(''));
}

const PLAIN = /^[\w.:/@+-]*$/;
const CONTROL = /(?![\n\t])\p{Cc}/u;

/** Quotes a value so that a shell and the readers of dotenv files see the same. Undefined: there is no such way. */
function quoteForDotenv(text: string): string | undefined {
  if (PLAIN.test(text)) return text;
  if (CONTROL.test(text)) return undefined;
  if (!text.includes("'")) return `'${text}'`;
  return /["$`\\\n!]/.test(text) ? undefined : `"${text}"`;
}

/** The delimiter is random, so that no value can end early and set another output. */
function formatGithub({ name, value }: OutputValue): string {
  const delimiter = `tenon_${randomUUID()}`;
  return `${name}<<${delimiter}\n${toText(value)}\n${delimiter}\n`;
}

const toText = (value: JsonValue): string => (typeof value === 'string' ? value : toPrintableJson(value));
