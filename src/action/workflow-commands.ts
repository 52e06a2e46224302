import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';

/** Environment variables of the step. */
export type ActionEnvironment = Readonly<Record<string, string | undefined>>;

/** Formats a workflow command that shows a message on the run's page. */
export const formatAnnotation = (level: 'error' | 'warning' | 'notice', title: string, text: string): string =>
  `::${level} title=${escapeData(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${escapeData(text)}`;

const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** Wraps untrusted text so that the runner executes no workflow commands in it. */
export function quoteOutput(text: string): string {
  const token = randomUUID();
  return `::stop-commands::${token}\n${text.trimEnd()}\n::${token}::`;
}

/** Appends outputs to the file that the runner reads them from; the random delimiter keeps values from adding outputs. */
export function setOutputs(env: ActionEnvironment, outputs: Readonly<Record<string, string | number>>): void {
  const end = randomUUID();
  const text = Object.entries(outputs).map(([name, value]) => `${name}<<${end}\n${value}\n${end}\n`);
  appendFileSync(requireVariable(env, 'GITHUB_OUTPUT'), text.join(''));
}

export const addSummary = (env: ActionEnvironment, markdown: string): void =>
  appendFileSync(requireVariable(env, 'GITHUB_STEP_SUMMARY'), `${markdown}\n`);

/** Reads an environment variable. Throws if it is not set or empty. */
export function requireVariable(env: ActionEnvironment, name: string): string {
  const value = env[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is not set. Run this as a step of a GitHub Actions workflow.`);
  return value;
}

/** Returns the URL of this workflow run. */
export const getRunUrl = (env: ActionEnvironment): string =>
  `${requireVariable(env, 'GITHUB_SERVER_URL')}/${requireVariable(env, 'GITHUB_REPOSITORY')}/actions/runs/${requireVariable(env, 'GITHUB_RUN_ID')}`;
