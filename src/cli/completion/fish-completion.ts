import type { CommandWords, FlagWords } from './completion-words.ts';

/** Writes the completion of fish. */
export const writeFishCompletion = (commands: readonly CommandWords[]): string =>
  [
    '# Completion of tenon for fish. Load it with: tenon completion fish | source',
    ...commands.flatMap((command) => [writeCommandLine(command), ...writeCommandLines(command)]),
    '',
  ].join('\n');

const writeCommandLine = ({ name, description }: CommandWords): string =>
  `complete -c tenon -n __fish_use_subcommand -f -a ${name} -d ${quoteForFish(description)}`;

function writeCommandLines({ name, flags, argumentChoices }: CommandWords): readonly string[] {
  const start = `complete -c tenon -n '__fish_seen_subcommand_from ${name}'`;
  const choices = argumentChoices.length > 0 ? [`${start} -f -a ${quoteForFish(argumentChoices.join(' '))}`] : [];
  return [...choices, ...flags.map((flag) => `${start} ${writeFlag(flag)}`)];
}

function writeFlag({ long, short, description, value, choices }: FlagWords): string {
  const values = choices.length > 0 ? ` -x -a ${quoteForFish(choices.join(' '))}` : value === 'required' ? ' -r -F' : '';
  return `-l ${long}${short === undefined ? '' : ` -s ${short}`}${values} -d ${quoteForFish(description)}`;
}

/** In single quotes, fish knows two escapes. */
const quoteForFish = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
