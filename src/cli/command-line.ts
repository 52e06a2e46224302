import { Command, type Option } from 'commander';
import { DEFAULT_DEFINITION_FILE, DEFAULT_PROJECT_FILE } from '../workflows/defaults.ts';
import type { ExitCode } from './exit-codes.ts';

/** A command to which several shared options can be added at once. */
export class CommandLine extends Command {
  override createCommand(name?: string): CommandLine {
    return new CommandLine(name);
  }

  addOptions(...options: readonly Option[]): this {
    for (const option of options) this.addOption(option);
    return this;
  }
}

export const FILES_HELP = `definition; later files override earlier ones (default: those of ${DEFAULT_PROJECT_FILE}, or ${DEFAULT_DEFINITION_FILE})`;

export const ENVIRONMENT_HELP = `
The tenant comes from AUTH0_DOMAIN, AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET
(or AUTH0_CLIENT_SIGNING_KEY, AUTH0_CLIENT_SIGNING_KEY_PATH or AUTH0_ACCESS_TOKEN).
With a tenon.yaml, --env selects the tenant.`;

export const formatExamples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;

export async function setExitCode(work: Promise<ExitCode>): Promise<void> {
  process.exitCode = await work;
}
