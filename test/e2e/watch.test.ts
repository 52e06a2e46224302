import { expect, test } from 'vitest';
import { startCli } from '../support/cli.ts';
import { setUpDriftScene } from '../support/drift-scene.ts';

const scene = setUpDriftScene();

/** Lines as they come; each is waited for. */
function readLines(child: ReturnType<typeof startCli>): () => Promise<string> {
  const lines: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  let rest = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      const next = waiting.shift();
      if (next) next(line);
      else lines.push(line);
    }
  });
  return () => {
    const line = lines.shift();
    return line === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(line);
  };
}

test('a change is told within a second of its event; Ctrl-C ends with what was found', async () => {
  const child = startCli(['drift', '--watch', '--interval', '1s', '--format', 'json'], {
    cwd: scene().folder,
    emulator: scene().emulator,
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const line = readLines(child);
  expect(JSON.parse(await line())).toMatchObject({ entries: [] });
  await scene().requestAsAnn('PATCH', `/clients/${scene().findId('clients', 'Storefront')}`, { description: 'x' });
  const changed = Date.now();
  expect(JSON.parse(await line())).toMatchObject({
    entries: [{ address: 'clients/Storefront', kind: 'tenant changed', by: { who: { name: 'Ann Example' } } }],
  });
  expect(Date.now() - changed).toBeLessThan(10_000);
  child.kill('SIGINT');
  expect(await ended).toBe(2);
});

test('ends with 0 where there is no drift', async () => {
  const child = startCli(['drift', '--watch', '--format', 'json'], { cwd: scene().folder, emulator: scene().emulator });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await readLines(child)();
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('takes no form that can be told only once', async () => {
  const { code, stderr } = await scene().run(['drift', '--watch', '--format', 'junit']);
  expect(code).toBe(1);
  expect(stderr).toContain('error[usage]');
});
