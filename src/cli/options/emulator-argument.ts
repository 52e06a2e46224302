/**
 * Moves `--emulator` behind the other arguments if the one after it is not its state, which is a .json file: commander would take
 * `tenant.yaml` for it in `tenon plan --emulator tenant.yaml`. Any name can be given as `--emulator=NAME`.
 */
export function deferEmulatorFlag(argv: readonly string[]): readonly string[] {
  const at = argv.findIndex((argument, index) => argument === '--emulator' && isOtherArgument(argv[index + 1]));
  if (at < 0) return argv;
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  return at > end ? argv : [...argv.slice(0, at), ...argv.slice(at + 1, end), '--emulator', ...argv.slice(end)];
}

const isOtherArgument = (next: string | undefined): boolean =>
  next !== undefined && !next.startsWith('-') && !/\.json$/i.test(next);
