import { appendFileSync } from 'node:fs';
import { replaceOwnFile } from '../../disk/replace-own-file.ts';
import { getErrorMessage } from '../../model/error-message.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Environment } from '../ports.ts';
import { findProgram, runProgram } from '../programs/run-program.ts';
import { formatOutputs } from './format-outputs.ts';
import type { OutputFormat } from './output-formats.ts';
import { createSecretProblem } from './output-problems.ts';
import type { OutputValue } from './output-value.ts';

/** Where values go. Without `out` and `command`: to the caller or, with the format `github`, to the file in `GITHUB_OUTPUT`. */
export interface OutputDestination {
  readonly format: OutputFormat;
  /** A file that only its owner can read. */
  readonly out?: string;
  /** A program and its arguments. */
  readonly command?: readonly string[];
}

/** Delivers values. Returns the text to print; undefined: they went elsewhere. Secrets only go to a private file or a program. */
export async function deliverOutputs(
  values: readonly OutputValue[],
  { format, out, command }: OutputDestination,
  env: Environment,
): Promise<Outcome<string | undefined, readonly Problem[]>> {
  const secrets = values.filter(({ isSecret }) => isSecret).map(({ expression }) => expression);
  if (secrets.length > 0 && out === undefined && !command) return failWith([createSecretProblem(secrets)]);
  const formatted = formatOutputs(values, format);
  if (!formatted.ok) return formatted;
  const problem = command
    ? await sendToProgram(command, formatted.value, env)
    : out !== undefined
      ? writeToFile(out, () => replaceOwnFile(out, formatted.value))
      : format === 'github'
        ? appendToGithub(formatted.value, env)
        : undefined;
  if (problem) return failWith([problem]);
  return succeed(command || out !== undefined || format === 'github' ? undefined : formatted.value);
}

async function sendToProgram(
  [program = '', ...args]: readonly string[],
  text: string,
  env: Environment,
): Promise<Problem | undefined> {
  const found = findProgram(program, env);
  const failure = found === undefined ? 'no such program' : await runProgram(found, args, text, env);
  if (failure === undefined) return undefined;
  return {
    code: 'output-unwritable',
    severity: 'error',
    message: `${program} did not accept the values: ${failure}`,
    hint: 'Check --command. The program is started without a shell, and gets the values on its stdin.',
  };
}

function appendToGithub(text: string, { GITHUB_OUTPUT: file }: Environment): Problem | undefined {
  if (file) return writeToFile(file, () => appendFileSync(file, text));
  return {
    code: 'usage',
    severity: 'error',
    message: '--format github needs the file that GITHUB_OUTPUT names, and the variable is not set',
    hint: 'Run it in a step of a GitHub workflow, or use --format dotenv.',
  };
}

function writeToFile(file: string, write: () => void): Problem | undefined {
  try {
    write();
    return undefined;
  } catch (error) {
    return {
      code: 'output-unwritable',
      severity: 'error',
      message: `${file} cannot be written: ${getErrorMessage(error)}`,
      hint: 'Name a new file, or one that belongs to you, in a folder that you can write to.',
    };
  }
}
