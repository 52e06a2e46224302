import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

/** What a step tells the runner: in its log, and in the files that the runner names. */
export type Environment = Readonly<Record<string, string | undefined>>;

export const annotated = (level: 'error' | 'warning' | 'notice', title: string, text: string): string =>
  `::${level} title=${escaped(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${escaped(text)}`;

const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** Text that others wrote: no line of it is a command to the runner. */
export function quoted(text: string): string {
  const token = randomUUID();
  return `::stop-commands::${token}\n${text.trimEnd()}\n::${token}::`;
}

export function setOutputs(env: Environment, outputs: Readonly<Record<string, string | number>>): void {
  const end = randomUUID();
  const text = Object.entries(outputs).map(([name, value]) => `${name}<<${end}\n${value}\n${end}\n`);
  appendFileSync(needed(env, 'GITHUB_OUTPUT'), text.join(''));
}

export const addSummary = (env: Environment, markdown: string): void =>
  appendFileSync(needed(env, 'GITHUB_STEP_SUMMARY'), `${markdown}\n`);

export function needed(env: Environment, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: is this a step of a GitHub Action?`);
  return value;
}

/** Where this run can be looked at. */
export const runUrl = (env: Environment): string =>
  `${needed(env, 'GITHUB_SERVER_URL')}/${needed(env, 'GITHUB_REPOSITORY')}/actions/runs/${needed(env, 'GITHUB_RUN_ID')}`;
