import { VERSION } from '../../disk/version.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../output/terminal.ts';

/** Prints what a report of a bug should name. */
export async function runVersionCommand(options: { readonly format: string }, terminal: Terminal): Promise<ExitCode> {
  const facts = { version: VERSION, node: process.versions.node, platform: `${process.platform}-${process.arch}` };
  terminal.print(
    options.format === 'json'
      ? toPrintableJson(facts, 2)
      : `tenon ${facts.version}\nNode ${facts.node}\nplatform ${facts.platform}`,
  );
  return EXIT.ok;
}
