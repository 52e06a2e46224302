import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { CiSystem } from '../../workflows/init/ci-files.ts';
import { type InitSource, initProject } from '../../workflows/init/init-project.ts';
import type { Environment } from '../../workflows/ports.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { TenantFlags } from '../options/common-options.ts';
import { runForTarget } from '../options/target-options.ts';
import { formatInitSummary } from '../output/init-summary.ts';
import { reportFailure, type Terminal } from '../output/terminal.ts';
import { createTerminalPorts } from '../output/terminal-ports.ts';

export interface InitFlags extends TenantFlags {
  readonly example?: boolean;
  readonly fromDeployCli?: string;
  readonly config?: string;
  readonly ci: CiSystem;
}

/** Makes a project in the working directory, and says what to do next. With credentials, it also plans files of auth0-deploy-cli. */
export async function runInitCommand(flags: InitFlags, terminal: Terminal): Promise<ExitCode> {
  const { ci, trace } = flags;
  const ports = createTerminalPorts(terminal, { trace });
  const initialized = await initProject({ folder: '.', source: selectSource(flags, ports.env), ci }, ports);
  if (!initialized.ok) return reportFailure(initialized.error, terminal);
  await terminal.reportProblems(initialized.value.notes);
  terminal.printMessage(formatInitSummary(initialized.value, flags));
  if (flags.fromDeployCli === undefined || !canConnect(flags, ports.env)) return EXIT.ok;
  return planProject(flags, terminal);
}

function selectSource({ example, fromDeployCli, config, ...tenant }: InitFlags, env: Environment): InitSource {
  if (fromDeployCli !== undefined) return { kind: 'deploy-cli', files: fromDeployCli, ...omitUndefined({ config }) };
  return example !== true && canConnect(tenant, env) ? { kind: 'tenant', tenant } : { kind: 'example' };
}

const canConnect = ({ emulator }: TenantFlags, env: Environment): boolean =>
  emulator !== undefined || (!!env.AUTH0_DOMAIN && (!!env.AUTH0_CLIENT_ID || !!env.AUTH0_ACCESS_TOKEN));

/** Shows what an apply of the files would change in the tenant: after a deployment of the same files, nothing. */
async function planProject({ ci: _, fromDeployCli: __, ...flags }: InitFlags, terminal: Terminal): Promise<ExitCode> {
  const { runPlanCommand } = await import('./plan-command.ts');
  return runForTarget([], flags, terminal, (files, resolved) => runPlanCommand(files, { ...resolved, format: 'text' }, terminal));
}
