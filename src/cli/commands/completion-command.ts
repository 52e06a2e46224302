import type { Command } from 'commander';
import { writeBashCompletion } from '../completion/bash-completion.ts';
import { type CommandWords, listCommandWords } from '../completion/completion-words.ts';
import { writeFishCompletion } from '../completion/fish-completion.ts';
import type { Shell } from '../completion/shells.ts';
import { writeZshCompletion } from '../completion/zsh-completion.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../output/terminal.ts';

const WRITERS: Readonly<Record<Shell, (commands: readonly CommandWords[]) => string>> = {
  bash: writeBashCompletion,
  zsh: writeZshCompletion,
  fish: writeFishCompletion,
};

/** Prints the script that makes a shell complete the program's commands, flags and values. */
export async function runCompletionCommand(shell: Shell, program: Command, terminal: Terminal): Promise<ExitCode> {
  terminal.print(WRITERS[shell](listCommandWords(program)));
  return EXIT.ok;
}
