import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { type ActionEnvironment, requireVariable } from './workflow-commands.ts';

const COMMANDS = ['plan', 'apply', 'drift'] as const;
export type ActionCommand = (typeof COMMANDS)[number];

/** The inputs of action.yml. They are passed as environment variables, so that their text is never part of a shell script. */
export interface ActionInputs {
  readonly command: ActionCommand;
  readonly files: readonly string[];
  readonly vars: readonly string[];
  /** Additional command-line arguments for tenon. */
  readonly args: readonly string[];
  /** The revision that a pull request is compared with. */
  readonly since?: string;
  readonly folder: string;
  readonly planFile: string;
  readonly comment: boolean;
  readonly issue: boolean;
  /** Identifies the command, files and tenant across runs: an existing comment or issue is found by it. */
  readonly key: string;
  /** The directory for this run's reports. */
  readonly reports: string;
}

/** Reads the inputs. Throws if one is missing or invalid. */
export function parseInputs(env: ActionEnvironment): ActionInputs {
  const command = COMMANDS.find((known) => known === env.INPUT_COMMAND);
  if (!command) throw new Error(`Input "command" is "${env.INPUT_COMMAND ?? ''}"; expected one of: ${COMMANDS.join(', ')}.`);
  const folder = resolve(env.GITHUB_WORKSPACE ?? '.', env.INPUT_WORKING_DIRECTORY || '.');
  const identity = [command, env.AUTH0_DOMAIN, env.INPUT_WORKING_DIRECTORY, env.INPUT_FILES, env.INPUT_VARS];
  const key = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
  return {
    command,
    files: splitLines(env.INPUT_FILES),
    vars: env.INPUT_VARS ? ['--vars', env.INPUT_VARS] : [],
    args: splitLines(env.INPUT_ARGS),
    ...(env.GITHUB_BASE_REF ? { since: `git:origin/${env.GITHUB_BASE_REF}` } : {}),
    folder,
    planFile: resolve(folder, env.INPUT_PLAN_FILE || 'plan.json'),
    comment: parseFlag('comment', env.INPUT_COMMENT),
    issue: parseFlag('issue', env.INPUT_ISSUE),
    key,
    reports: join(requireVariable(env, 'RUNNER_TEMP'), `tenon-${key}`),
  };
}

const splitLines = (text = ''): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function parseFlag(name: string, text: string | undefined): boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  throw new Error(`Input "${name}" is "${text ?? ''}"; expected true or false.`);
}
