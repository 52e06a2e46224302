import { type CommandWords, type FlagWords, quoteForShell } from './completion-words.ts';

/** Writes the completion of zsh, which can be sourced, or saved as `_tenon` in a folder of `fpath`. */
export function writeZshCompletion(commands: readonly CommandWords[]): string {
  return `#compdef tenon
# Completion of tenon for zsh. Load it after compinit with: source <(tenon completion zsh)
_tenon() {
  local -a commands=(
${commands.map(({ name, description }) => `    ${quoteForShell(`${name}:${description}`)}`).join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${commands.map(writeCommandCase).join('\n')}
  esac
}
if [[ $funcstack[1] == _tenon ]]; then _tenon "$@"; else compdef _tenon tenon; fi
`;
}

function writeCommandCase({ name, flags, argumentChoices }: CommandWords): string {
  const rest = argumentChoices.length > 0 ? `*:value:(${argumentChoices.join(' ')})` : '*:file:_files';
  const specs = [...flags.flatMap(writeFlagSpecs), rest].map((spec) => `      ${quoteForShell(spec)}`);
  return `    ${name}) _arguments \\\n${specs.join(' \\\n')} ;;`;
}

/** A flag may be given again: some of them take several values that way. */
function writeFlagSpecs(flag: FlagWords): readonly string[] {
  const description = flag.description.replaceAll(/[[\]\\:]/g, '\\$&');
  const action = flag.choices.length > 0 ? `(${flag.choices.join(' ')})` : '_files';
  const value = { none: '', optional: `::value:${action}`, required: `:value:${action}` }[flag.value];
  const spell = (name: string, assign: string): string =>
    `*${name}${flag.value === 'none' ? '' : assign}[${description}]${value}`;
  return [spell(`--${flag.long}`, '='), ...(flag.short === undefined ? [] : [spell(`-${flag.short}`, '+')])];
}
