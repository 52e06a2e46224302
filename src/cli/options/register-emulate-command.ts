import { type CommandLine, formatExamples, setExitCode } from '../command-line.ts';
import { terminal } from '../output/terminal.ts';
import { createPortOption } from './common-options.ts';

export function registerEmulate(program: CommandLine): void {
  program
    .command('emulate')
    .description('run an emulated Management API on loopback until interrupted')
    .addOptions(createPortOption())
    .option('--state <state.json>', 'file that keeps the emulated tenant between runs')
    .option('--plan <name>', 'rate limits of a subscription: free, essentials, professional, enterprise, …')
    .option('--faults <faults.json>', 'faults to inject: {"rules": [{"method": "POST", "nth": 2, "fault": "dropAfter"}]}')
    .option('--tls', 'serve HTTPS; the output names the file with the certificate to trust')
    .option('--scopes <scopes>', 'scopes of the built-in client (default: all)')
    .option('--seed <seed>', 'make ids, secrets and times reproducible')
    .addHelpText(
      'after',
      formatExamples(
        'tenon emulate --port 4000 --state .tenon/emulator.json',
        'tenon emulate --plan free --faults faults.json --tls',
      ),
    )
    .action(async (options) => {
      const { runEmulateCommand } = await import('../commands/emulate-command.ts');
      return setExitCode(runEmulateCommand(options, terminal));
    });
}
