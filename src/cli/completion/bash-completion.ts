import { type CommandWords, type FlagWords, quoteForShell } from './completion-words.ts';

/** Writes the completion of bash. Where it has no word to offer, bash completes files. */
export function writeBashCompletion(commands: readonly CommandWords[]): string {
  return `# Completion of tenon for bash. Load it with: source <(tenon completion bash)
_tenon() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words=
  # The shell splits --format=json at the equals sign.
  if [[ $current == = ]]; then current=; elif [[ $previous == = ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]}; fi
  if ((COMP_CWORD == 1)); then
    words=${quoteForShell(['--help', '--version', ...commands.map(({ name }) => name)].join(' '))}
  else
    case "\${COMP_WORDS[1]} $previous" in
${commands.flatMap(writeValueCases).join('\n')}
      *)
        case "\${COMP_WORDS[1]}" in
${commands.map(writeFlagCase).join('\n')}
        esac ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F _tenon tenon
`;
}

const writeValueCases = ({ name, flags }: CommandWords): readonly string[] =>
  flags
    .filter(({ value }) => value === 'required')
    .map((flag) => `      ${writePatterns(name, flag)}) words=${quoteForShell(flag.choices.join(' '))} ;;`);

const writePatterns = (command: string, { long, short }: FlagWords): string =>
  [`--${long}`, ...(short === undefined ? [] : [`-${short}`])].map((flag) => quoteForShell(`${command} ${flag}`)).join('|');

function writeFlagCase({ name, flags, argumentChoices }: CommandWords): string {
  const words = flags.map(({ long }) => `--${long}`).join(' ');
  return `          ${name}) if [[ $current == -* ]]; then words=${quoteForShell(words)}; else words=${quoteForShell(argumentChoices.join(' '))}; fi ;;`;
}
