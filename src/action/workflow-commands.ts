import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

/** What a step tells the runner: in its log, and in the files that the runner names. */
export type ActionEnvironment = Readonly<Record<string, string | undefined>>;

export const formatAnnotation = (level: 'error' | 'warning' | 'notice', title: string, text: string): string =>
  `::${level} title=${escapeData(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${escapeData(text)}`;

const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** Text that others wrote: no line of it is a command to the runner. */
export function quoteOutput(text: string): string {
  const token = randomUUID();
  return `::stop-commands::${token}\n${text.trimEnd()}\n::${token}::`;
}

export function setOutputs(env: ActionEnvironment, outputs: Readonly<Record<string, string | number>>): void {
  const end = randomUUID();
  const text = Object.entries(outputs).map(([name, value]) => `${name}<<${end}\n${value}\n${end}\n`);
  appendFileSync(requireVariable(env, 'GITHUB_OUTPUT'), text.join(''));
}

export const addSummary = (env: ActionEnvironment, markdown: string): void =>
  appendFileSync(requireVariable(env, 'GITHUB_STEP_SUMMARY'), `${markdown}\n`);

export function requireVariable(env: ActionEnvironment, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: is this a step of a GitHub Action?`);
  return value;
}

/** Where this run can be looked at. */
export const getRunUrl = (env: ActionEnvironment): string =>
  `${requireVariable(env, 'GITHUB_SERVER_URL')}/${requireVariable(env, 'GITHUB_REPOSITORY')}/actions/runs/${requireVariable(env, 'GITHUB_RUN_ID')}`;
