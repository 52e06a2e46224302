import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { setUpDriftScene } from '../support/drift-scene.ts';

/** One that the definition holds, one that somebody put in its place. */
const OURS = 'canary-of-the-definition-7f3a';
const THEIRS = 'canary-of-the-tenant-91bc';

const scene = setUpDriftScene(
  {},
  `
clients:
  - name: Storefront
    app_type: spa
connections:
  - name: google
    strategy: google-oauth2
    options: { client_id: google-id, client_secret: ${OURS}, email: true }
`,
);

async function startWebhook(bodies: string[]): Promise<string> {
  const server = createServer((request, response) => {
    request.on('data', (chunk) => bodies.push(String(chunk)));
    request.on('end', () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
}

test('no secret comes out, in whatever form drift is told', async () => {
  const id = scene().findId('connections', 'google');
  await scene().requestAsAnn('PATCH', `/connections/${id}`, {
    options: { client_id: 'google-id', client_secret: THEIRS, email: false },
  });
  const told: string[] = [];
  const url = await startWebhook(told);
  for (const format of ['text', 'markdown', 'html', 'json', 'junit', 'sarif']) {
    const notify = ['--notify', url, '--notify-format', format === 'text' ? 'slack' : 'json'];
    const { code, stdout, stderr } = await scene().run([
      'drift',
      '--format',
      format,
      '--cache',
      '.cache',
      '--events',
      'events.jsonl',
      ...notify,
    ]);
    expect(code).toBe(2);
    told.push(stdout, stderr, readFileSync(join(scene().folder, 'events.jsonl'), 'utf8'));
  }
  for (const file of readdirSync(join(scene().folder, '.cache')))
    told.push(readFileSync(join(scene().folder, '.cache', file), 'latin1'));
  expect(told.join('\n')).toContain('connections/google');
  for (const text of told) {
    expect(text).not.toContain(OURS);
    expect(text).not.toContain(THEIRS);
    expect(text).not.toContain(scene().emulator.clientSecret);
  }
});
