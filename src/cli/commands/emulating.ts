import { terminal } from '../terminal.ts';
import { type Cli, end, examples } from './cli.ts';
import { portOption } from './options.ts';

export function addEmulate(program: Cli): void {
  program
    .command('emulate')
    .description('run the emulated Management API on loopback until interrupted')
    .takes(portOption())
    .option('--state <state.json>', 'where the emulated tenant is kept between starts')
    .option('--plan <name>', 'rate limits of a subscription: free, essentials, professional, enterprise, …')
    .option('--faults <faults.json>', 'what is to go wrong: {"rules": [{"method": "POST", "nth": 2, "fault": "dropAfter"}]}')
    .option('--tls', 'serve HTTPS; the certificate to trust is in the file that is printed')
    .option('--scopes <scopes>', 'what the built-in client may do (default: everything)')
    .option('--seed <seed>', 'make ids, secrets and times repeat')
    .addHelpText(
      'after',
      examples('tenon emulate --port 4000 --state .tenon/emulator.json', 'tenon emulate --plan free --faults faults.json --tls'),
    )
    .action(async (options) => {
      const { emulate } = await import('../verbs/emulate.ts');
      return end(emulate(options, terminal));
    });
}
