import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setUpCliScene } from '../support/cli-scene.ts';

// A path may name something that never ends or never begins. The command line must answer all the same, in each place that takes a path.

const scene = setUpCliScene({ 'tenant.yaml': 'roles: [{ name: Clerk }]\n' });
let socket: Server;
beforeEach(async () => {
  execFileSync('mkfifo', [join(scene().folder, 'pipe')]);
  socket = createServer().listen(join(scene().folder, 'socket'));
  await once(socket, 'listening');
});
afterEach(() => void socket.close());

const PLACES: Readonly<Record<string, readonly [code: string, ...args: string[]]>> = {
  definition: ['file-unreadable', 'validate', 'PATH'],
  '--vars': ['file-unreadable', 'validate', '--vars', 'PATH'],
  '--config': ['file-unreadable', 'validate', '--config', 'PATH'],
  '--against': ['file-unreadable', 'plan', '--against', 'PATH'],
  'show FILE': ['plan-unreadable', 'show', 'PATH'],
  'apply --plan': ['plan-unreadable', 'apply', '--yes', '--plan', 'PATH'],
  'restore FILE': ['snapshot-unreadable', 'restore', 'PATH'],
  '--faults': ['file-unreadable', 'emulate', '--port', '0', '--faults', 'PATH'],
  '--state': ['file-unreadable', 'emulate', '--port', '0', '--state', 'PATH'],
};
const NOT_FILES = ['pipe', 'socket', '/dev/zero', '/dev/tty'];

describe.each(NOT_FILES)('%s', (path) => {
  it.each(Object.entries(PLACES))('is refused at once as %s', async (_, [code, ...args]) => {
    const ran = await scene().run(args.map((arg) => (arg === 'PATH' ? path : arg)));
    expect({ exit: ran.code !== 0, codes: ran.stderr.match(/(?<=error\[)[\w-]+/g) }).toEqual({ exit: true, codes: [code] });
  });

  it.each(['include: [PATH]\n', `roles: [{ name: "\${file:PATH}" }]\n`])('is refused at once within %j', async (text) => {
    scene().write('tenant.yaml', text.replace('PATH', path));
    const { code, stderr } = await scene().run(['validate']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/error\[file-(?:unreadable|outside-root)\]/);
  });
});

it.each(NOT_FILES)('%s is refused at once as the signing key', async (path) => {
  const AUTH0_CLIENT_SIGNING_KEY_PATH = path.startsWith('/') ? path : join(scene().folder, path);
  const { code, stderr } = await scene().run(['plan'], {
    AUTH0_DOMAIN: 'cargo.eu.auth0.com',
    AUTH0_CLIENT_ID: 'cargo',
    AUTH0_CLIENT_SIGNING_KEY_PATH,
  });
  expect({ code, codes: stderr.match(/(?<=error\[)[\w-]+/g) }).toEqual({ code: 1, codes: ['file-unreadable'] });
});

/** Files of tenon's own package or of the runner, and an open descriptor, which is refused unless it is a regular file or a pipe. */
const OWN = [
  'action/post-report.ts',
  'disk/compiled-validators.ts',
  'disk/repository.ts',
  'disk/version.ts',
  'management-api/auth/read-descriptor.ts',
  'schema/load-schema.ts',
];

it('no other part of the program reads a file by itself', () => {
  const source = join(import.meta.dirname, '../../src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const readers = files.filter((path) => /\b(?:readFileSync|createReadStream)\b/.test(readFileSync(join(source, path), 'utf8')));
  expect(readers.sort()).toEqual([...OWN].sort());
});
