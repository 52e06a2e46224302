import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type RunningEmulator, startEmulator } from '../../src/emulator/index.ts';
import { type CliResult, runCli, startCli } from './cli.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

/** A fresh emulated tenant, the way to it, and a folder to run the built command line in. */
export interface CliScene {
  readonly emulator: RunningEmulator;
  readonly proxy: FaultProxy;
  readonly folder: string;
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<CliResult>;
  start(args: readonly string[]): ReturnType<typeof startCli>;
  write(name: string, text: string): void;
  read(name: string): string;
  /** Writes that the tenant has seen, as `POST /roles`. */
  listWrites(): readonly string[];
}

export function setUpCliScene(files: Readonly<Record<string, string>>): () => CliScene {
  let emulator: RunningEmulator;
  let proxy: FaultProxy;
  let scene: CliScene | undefined;
  beforeAll(async () => {
    emulator = await startEmulator({ seed: 1 });
    proxy = await startFaultProxy(emulator.url);
  });
  beforeEach(() => {
    emulator.reset();
    proxy.clear();
    scene = createScene(emulator, proxy, createTemporaryFolder(files));
  });
  afterAll(async () => {
    await proxy.close();
    await emulator.close();
  });
  return () => {
    if (!scene) throw new Error('not started');
    return scene;
  };
}

function createScene(emulator: RunningEmulator, proxy: FaultProxy, folder: string): CliScene {
  const options = { cwd: folder, emulator: { ...emulator, url: proxy.url } };
  return {
    emulator,
    proxy,
    folder,
    run: (args, env = {}) => runCli(args, { ...options, env }),
    start: (args) => startCli(args, options),
    write: (name, text) => writeFileSync(join(folder, name), text),
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    listWrites: () =>
      emulator
        .requests()
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path }) => `${method} ${path.replace('/api/v2', '')}`),
  };
}
