import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunningEmulator, startEmulator } from '../src/emulator/index.ts';
import { fetchAll } from '../src/fetcher/fetch-snapshot.ts';
import { createManagementApi } from '../src/management-api/api-client.ts';
import { CATALOGUE } from '../src/resources/catalogue.ts';
import { countAllowedRequests } from '../test/support/allowed-requests.ts';

export interface ExportRun {
  readonly organizations: number;
  readonly clients: number;
  readonly requests: number;
  readonly allowed: number;
  readonly peakMegabytes: number;
  readonly seconds: number;
}

/** What exporting a tenant into a folder costs: the built command line, in a process of its own. */
export async function measureExport(organizations: number, clients: number): Promise<ExportRun> {
  const emulator = await startEmulator({ seed: 1 });
  const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-'));
  try {
    await fillResources(emulator, '/clients', clients, (n) => ({
      name: `client-${n}`,
      app_type: 'spa',
      callbacks: [`https://c${n}.acme.test/`],
    }));
    await fillResources(emulator, '/organizations', organizations, (n) => ({
      name: `organization-${n}`,
      display_name: `Organization ${n}`,
    }));
    const before = emulator.requests().length;
    const started = performance.now();
    const peakMegabytes = await exportInto(folder, emulator);
    const seconds = (performance.now() - started) / 1000;
    const requests = emulator
      .requests()
      .slice(before)
      .filter(({ path }) => path.startsWith('/api/')).length;
    return { organizations, clients, requests, allowed: await computeAllowed(emulator), peakMegabytes, seconds };
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true });
  }
}

async function fillResources(emulator: RunningEmulator, path: string, count: number, body: (n: number) => object): Promise<void> {
  const person = emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@acme.test' });
  for (let n = 0; n < count; n += 1) {
    const { status } = await person.request('POST', path, { ...body(n) });
    if (status >= 300) throw new Error(`POST ${path}: ${status}`);
  }
}

async function computeAllowed({ url, domain, clientId, clientSecret }: RunningEmulator): Promise<number> {
  const credentials = { kind: 'secret', clientId, clientSecret } as const;
  const audience = `https://${domain}/api/v2/`;
  const api = createManagementApi({ domain: url, audience, credentials, runId: 'bench', toolVersion: '0' });
  const snapshot = await fetchAll(api, CATALOGUE);
  await api.close();
  if (!snapshot.ok) throw new Error(JSON.stringify(snapshot.error[0]));
  return countAllowedRequests(snapshot.value);
}

const CLI = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
/** Told by the process itself when it ends; in kilobytes. */
const PEAK = 'data:text/javascript,process.on("exit",()=>console.error("peak "+process.resourceUsage().maxRSS))';

function exportInto(folder: string, { url, domain, clientId, clientSecret }: RunningEmulator): Promise<number> {
  const env = {
    ...process.env,
    AUTH0_DOMAIN: url,
    AUTH0_CLIENT_ID: clientId,
    AUTH0_CLIENT_SECRET: clientSecret,
    AUTH0_AUDIENCE: `https://${domain}/api/v2/`,
  };
  const child = spawn(process.execPath, ['--import', PEAK, CLI, 'export', '--out', folder], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const output: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const peak = /^peak (\d+)$/m.exec(output.join(''))?.[1];
      if (code === 0 && peak !== undefined) resolve(Number(peak) / 1024);
      else reject(new Error(output.join('')));
    });
  });
}
