import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type RunningEmulator, startEmulator } from '../../src/emulator/index.ts';
import type { FleetReport } from '../../src/model/fleet-report.ts';
import { type CliResult, runCli, startCli } from './cli.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

/** Several emulated tenants with credentials of their own, and a project that lists them. */
export interface FleetScene {
  readonly emulators: ReadonlyMap<string, RunningEmulator>;
  readonly folder: string;
  /** The credentials of all tenants. */
  readonly env: Readonly<Record<string, string>>;
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<CliResult>;
  /** Runs a verb with `--format json`, and returns its report with the exit code. */
  report(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<{ code: number | null; report: FleetReport }>;
  start(args: readonly string[]): ReturnType<typeof startCli>;
  write(name: string, text: string): void;
  read(name: string): string;
}

const DEFINITION = `roles:
  - name: Viewer
    description: Sees shipments at \${each:tenant}
  - name: Dispatcher
    description: Books shipments
`;

/** @param names tenants; a name that begins with `down` has no server */
export function setUpFleetScene(names: readonly string[]): () => FleetScene {
  const emulators = new Map<string, RunningEmulator>();
  let folder: string;
  beforeAll(async () => {
    for (const name of names.filter((one) => !one.startsWith('down')))
      emulators.set(name, await startEmulator({ seed: 1, tenantDomain: `${name}.eu.auth0.com` }));
  });
  beforeEach(() => {
    for (const emulator of emulators.values()) emulator.reset();
    folder = createTemporaryFolder({ 'tenant.yaml': DEFINITION, 'tenon.yaml': writeProject(names, emulators) });
  });
  afterAll(async () => {
    for (const emulator of emulators.values()) await emulator.close();
  });
  return () => createScene(folder, names, emulators);
}

/** An unused port: the discard service, which nothing here runs. */
const DOWN = 'http://127.0.0.1:9';

const getPrefix = (name: string): string => `${name.toUpperCase()}_`;

const writeProject = (names: readonly string[], emulators: ReadonlyMap<string, RunningEmulator>): string =>
  ['definition: [tenant.yaml]', 'environments:']
    .concat(
      names.map(
        (name) =>
          `  ${name}: { domain: "${emulators.get(name)?.url ?? DOWN}", credentials: { prefix: ${getPrefix(name)} }, each: { tenant: ${name} } }`,
      ),
    )
    .join('\n');

/** A tenant without a server has credentials, too. */
function getCredentials(name: string, emulator: RunningEmulator | undefined): Readonly<Record<string, string>> {
  const { clientId, clientSecret, domain } = emulator ?? { clientId: 'id', clientSecret: 'secret', domain: 'down.eu.auth0.com' };
  const prefix = getPrefix(name);
  return {
    [`${prefix}AUTH0_CLIENT_ID`]: clientId,
    [`${prefix}AUTH0_CLIENT_SECRET`]: clientSecret,
    [`${prefix}AUTH0_AUDIENCE`]: `https://${domain}/api/v2/`,
  };
}

function createScene(folder: string, names: readonly string[], emulators: ReadonlyMap<string, RunningEmulator>): FleetScene {
  const credentials = Object.fromEntries(names.flatMap((name) => Object.entries(getCredentials(name, emulators.get(name)))));
  const run: FleetScene['run'] = (args, env = {}) => runCli(args, { cwd: folder, env: { ...credentials, ...env } });
  return {
    emulators,
    folder,
    env: credentials,
    run,
    report: async (args, env) => {
      const { code, stdout } = await run([...args, '--format', 'json'], env);
      return { code, report: JSON.parse(stdout) };
    },
    start: (args) => startCli(args, { cwd: folder, env: credentials }),
    write: (name, text) => writeFileSync(join(folder, name), text),
    read: (name) => readFileSync(join(folder, name), 'utf8'),
  };
}

/** `acme: applied` */
export const listStates = ({ tenants }: FleetReport): readonly string[] => tenants.map(({ name, state }) => `${name}: ${state}`);
