import { spawn } from 'node:child_process';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningEmulator, startEmulator } from '../../src/emulator/index.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const CANARY = 'canary-0123456789abcdef';

let emulator: RunningEmulator;
beforeAll(async () => {
  emulator = await startEmulator({ seed: 1 });
});
afterAll(() => emulator.close());

/** Plans with a pipe as descriptor 3, to which `text` is written. */
function planWithPipe(text: string): Promise<{ readonly code: number | null; readonly output: string }> {
  const cwd = createTemporaryFolder({
    'tenon.yaml': `definition: [tenant.yaml]\nenvironments: { dev: { domain: "${emulator.url}", credentials: { fd: 3 } } }\n`,
    'tenant.yaml': 'roles: []\n',
  });
  const env = { PATH: process.env.PATH };
  const child = spawn(process.execPath, [CLI, 'plan'], { cwd, env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const parts: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => parts.push(chunk));
  const [, , , pipe] = child.stdio;
  if (pipe instanceof Writable) pipe.end(text);
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, output: Buffer.concat(parts).toString() }));
  });
}

it('credentials come from a pipe', async () => {
  const { clientId, clientSecret } = emulator;
  const { code, output } = await planWithPipe(
    JSON.stringify({ client_id: clientId, client_secret: clientSecret, audience: `https://${emulator.domain}/api/v2/` }),
  );
  expect({ code, output }).toMatchObject({ code: 0 });
});

it('a pipe with something else gives none, and shows nothing of it', async () => {
  const { code, output } = await planWithPipe(`{ "client_secret": "${CANARY}`);
  expect(code).toBe(1);
  expect(output).toContain('credentials-missing');
  expect(output).not.toContain('canary');
});
