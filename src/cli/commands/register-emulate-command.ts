import { terminal } from '../terminal.ts';
import { type CommandLine, formatExamples, setExitCode } from './command-line.ts';
import { createPortOption } from './common-options.ts';

export function registerEmulate(program: CommandLine): void {
  program
    .command('emulate')
    .description('run the emulated Management API on loopback until interrupted')
    .addOptions(createPortOption())
    .option('--state <state.json>', 'where the emulated tenant is kept between starts')
    .option('--plan <name>', 'rate limits of a subscription: free, essentials, professional, enterprise, …')
    .option('--faults <faults.json>', 'what is to go wrong: {"rules": [{"method": "POST", "nth": 2, "fault": "dropAfter"}]}')
    .option('--tls', 'serve HTTPS; the certificate to trust is in the file that is printed')
    .option('--scopes <scopes>', 'what the built-in client may do (default: everything)')
    .option('--seed <seed>', 'make ids, secrets and times repeat')
    .addHelpText(
      'after',
      formatExamples(
        'tenon runEmulateCommand --port 4000 --state .tenon/emulator.json',
        'tenon runEmulateCommand --plan free --faults faults.json --tls',
      ),
    )
    .action(async (options) => {
      const { runEmulateCommand } = await import('../verbs/emulate-command.ts');
      return setExitCode(runEmulateCommand(options, terminal));
    });
}
