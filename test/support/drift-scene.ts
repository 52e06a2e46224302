import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type DashboardSession, type EmulatorOptions, type RunningEmulator, startEmulator } from '../../src/emulator/index.ts';
import { isObject, type JsonObject } from '../../src/model/json/json-value.ts';
import { type CliResult, runCli } from './cli.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

const TENANT = `
clients:
  - name: Storefront
    app_type: spa
    description: The shop
    callbacks: [https://shop.acme.test/cb]
roles:
  - name: admin
    description: May do all
    permissions:
      - permission_name: read:orders
        resource_server_identifier: https://api.acme.test/
  - name: helper
resourceServers:
  - identifier: https://api.acme.test/
    name: API
    scopes: [{ value: "read:orders" }, { value: "write:orders" }]
connections:
  - name: users
    strategy: auth0
    enabled_clients: [Storefront]
`;

/** An emulated tenant that is as declared, a folder with the definition, and Ann at the dashboard. */
export class DriftScene {
  readonly emulator: RunningEmulator;
  readonly folder: string;
  readonly ann: DashboardSession;

  constructor(emulator: RunningEmulator, folder: string) {
    this.emulator = emulator;
    this.folder = folder;
    this.ann = emulator.asPerson({ user_id: 'google-oauth2|1', name: 'Ann Example', email: 'ann@acme.test' });
  }

  run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliResult> =>
    runCli(args, { cwd: this.folder, emulator: this.emulator, env });

  /** What a drift says, as JSON, and how many requests it took. */
  async runDrift(
    ...args: readonly string[]
  ): Promise<CliResult & { readonly document: JsonObject; readonly requests: readonly string[] }> {
    const from = this.emulator.requests().length;
    const result = await this.run(['drift', '--format', 'json', ...args]);
    const document: unknown = result.stdout === '' ? {} : JSON.parse(result.stdout);
    const requests = this.emulator
      .requests()
      .slice(from)
      .map(({ method, path }) => `${method} ${path.replace('/api/v2', '')}`);
    return { ...result, document: isObject(document) ? document : {}, requests };
  }

  /** The id that a type's resource of this name has in the tenant. */
  findId(type: 'clients' | 'roles' | 'connections' | 'resource-servers', name: string): string {
    const log = this.emulator.logs().map(readResponseBody);
    const made = log.findLast((body) => body.name === name && readId(type, body) !== undefined);
    const id = made && readId(type, made);
    if (id === undefined) throw new Error(`the log does not tell how ${type}/${name} was made`);
    return id;
  }

  async requestAsAnn(method: string, path: string, body?: JsonObject): Promise<void> {
    const answer = await this.ann.request(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  }
}

const PREFIXES = { roles: /^rol_/, connections: /^con_/, 'resource-servers': /^[0-9a-f]{24}$/, clients: /./ } as const;

function readId(type: keyof typeof PREFIXES, body: JsonObject): string | undefined {
  const id = type === 'clients' ? body.client_id : body.id;
  return typeof id === 'string' && PREFIXES[type].test(id) ? id : undefined;
}

function readResponseBody(event: JsonObject): JsonObject {
  const { details } = event;
  const response = isObject(details) ? details.response : undefined;
  const body = isObject(response) ? response.body : undefined;
  return isObject(body) ? body : {};
}

/** One emulator a file; before each test the tenant is made anew and as declared. */
export function setUpDriftScene(options: EmulatorOptions = {}, definition = TENANT): () => DriftScene {
  let emulator: RunningEmulator | undefined;
  let scene: DriftScene | undefined;
  beforeAll(async () => {
    emulator = await startEmulator(options);
  });
  beforeEach(async () => {
    if (!emulator) throw new Error('not started');
    emulator.reset();
    scene = new DriftScene(emulator, createTemporaryFolder({ 'tenant.yaml': definition }));
    const applied = await scene.run(['apply', '--yes']);
    if (applied.code !== 0) throw new Error(applied.stderr + applied.stdout);
  });
  afterAll(() => emulator?.close());
  return () => {
    if (!scene) throw new Error('not started');
    return scene;
  };
}
