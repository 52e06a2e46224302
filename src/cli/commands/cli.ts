import { Command, type Option } from 'commander';
import type { ExitCode } from '../exit.ts';
import { DEFAULT_FILE } from './options.ts';

/** A command line that takes several options at once: what verbs have in common is a list. */
export class Cli extends Command {
  override createCommand(name?: string): Cli {
    return new Cli(name);
  }

  takes(...options: readonly Option[]): this {
    for (const option of options) this.addOption(option);
    return this;
  }
}

export const FILES = `definition; later files lie over earlier ones (default: ${DEFAULT_FILE})`;

export const ENVIRONMENT = `
The tenant comes from AUTH0_DOMAIN, AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET
(or AUTH0_CLIENT_SIGNING_KEY_PATH, or AUTH0_ACCESS_TOKEN).`;

export const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;

export async function end(work: Promise<ExitCode>): Promise<void> {
  process.exitCode = await work;
}
