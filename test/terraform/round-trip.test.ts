import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startEmulator } from '../../src/emulator/index.ts';
import { runCli } from '../support/cli.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { encodeState } from './encode-state.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples', import.meta.url));

/** Gives every variable without a default the same value: the tenant does not show the secrets. */
const inventVariables = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/\$\{(?:secret|env):([A-Z0-9_]+)\}/g)].map(([, name = '']) => [name, 'x']));

it('a definition imported from the state of a tenant plans no change in that tenant', async () => {
  const emulator = await startEmulator();
  try {
    const folder = createTemporaryFolder({});
    cpSync(EXAMPLE, join(folder, 'example'), { recursive: true });
    const where = { cwd: folder, emulator };
    const example = readFileSync(join(folder, 'example/tenant.yaml'), 'utf8');
    const applied = await runCli(['apply', '--yes', 'example/tenant.yaml'], { ...where, env: inventVariables(example) });
    expect(applied.code, applied.stderr).toBe(0);
    await runCli(['backup', '--out', 'backup.json'], where);
    const snapshot = JSON.parse(readFileSync(join(folder, 'backup.json'), 'utf8'));
    writeFileSync(join(folder, 'terraform.tfstate'), JSON.stringify(encodeState(snapshot)));
    const imported = await runCli(['import', '--from', 'terraform.tfstate', '--out', 'imported.yaml'], where);
    expect(imported.code, imported.stderr).toBe(0);
    const text = readFileSync(join(folder, 'imported.yaml'), 'utf8');
    const planned = await runCli(['plan', '--format', 'json', 'imported.yaml'], { ...where, env: inventVariables(text) });
    expect(planned.code, planned.stderr).toBe(0);
    const { operations } = JSON.parse(planned.stdout);
    expect(operations.filter(({ action }: { action: string }) => action !== 'note')).toEqual([]);
    const types = ['actions', 'clients', 'connections', 'organizations', 'resourceServers', 'roles', 'tenant'];
    for (const type of types) expect(text).toMatch(new RegExp(`^${type}:$`, 'm'));
  } finally {
    await emulator.close();
  }
});
