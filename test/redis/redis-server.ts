import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { makeLoopbackIdentity } from '../../src/emulator/http/tls/loopback-identity.ts';

export interface RedisServer {
  readonly port: number;
  readonly url: string;
  readonly client: Redis;
  stop(): Promise<void>;
}

export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** A Redis that keeps nothing and listens to this machine alone. It ends with the test. */
export async function startRedis(...more: readonly string[]): Promise<RedisServer> {
  const port = await findFreePort();
  const kept = ['--save', '', '--appendonly', 'no', '--bind', '127.0.0.1', '--dir', mkdtempSync(join(tmpdir(), 'redis-'))];
  const child = spawn('redis-server', [...kept, '--port', String(port), ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.stdout.on('data', (text: Buffer) => String(text).includes('Ready to accept') && resolve());
  });
  const client = new Redis({ port, host: '127.0.0.1', retryStrategy: () => null, lazyConnect: true });
  client.on('error', () => {});
  const stop = (): Promise<void> => {
    client.disconnect();
    child.kill('SIGKILL');
    return ended;
  };
  onTestFinished(stop);
  return { port, url: `redis://127.0.0.1:${port}`, client, stop };
}

/** The same behind TLS; `ca` is the file that makes it trusted. */
export async function startTlsRedis(): Promise<{ readonly url: string; readonly ca: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'redis-tls-'));
  const { cert, key } = makeLoopbackIdentity();
  const [ca, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(ca, cert);
  writeFileSync(keyFile, key, { mode: 0o600 });
  const port = await findFreePort();
  const files = ['--tls-cert-file', ca, '--tls-key-file', keyFile, '--tls-ca-cert-file', ca];
  await startRedis('--tls-port', String(port), ...files, '--tls-auth-clients', 'no');
  return { url: `rediss://127.0.0.1:${port}`, ca };
}
