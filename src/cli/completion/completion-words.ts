import type { Command, Option } from 'commander';

/** What a shell can complete of a command. */
export interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly FlagWords[];
  /** The only values of its argument; empty if the argument is a file or free text. */
  readonly argumentChoices: readonly string[];
}

export interface FlagWords {
  readonly long: string;
  /** One letter, without its dash. */
  readonly short: string | undefined;
  readonly description: string;
  readonly value: 'none' | 'optional' | 'required';
  /** Empty if the value is a file or free text. */
  readonly choices: readonly string[];
}

/** Lists the commands of the program as its help does. */
export const listCommandWords = (program: Command): readonly CommandWords[] => {
  const help = program.createHelp();
  return help.visibleCommands(program).map((command) => ({
    name: command.name(),
    description: command.description(),
    flags: help.visibleOptions(command).flatMap(toFlagWords),
    argumentChoices: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
  }));
};

/** A flag that only has a short form is not completed. */
function toFlagWords({ long, short, description, required, optional, argChoices }: Option): readonly FlagWords[] {
  if (!long) return [];
  const value = required ? 'required' : optional ? 'optional' : 'none';
  return [{ long: long.replace(/^--/, ''), short: short?.replace(/^-/, ''), description, value, choices: argChoices ?? [] }];
}

/** Quotes a text for a POSIX shell. */
export const quoteForShell = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
