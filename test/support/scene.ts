import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type RunningEmulator, startEmulator } from '../../src/emulator/index.ts';
import { type Ran, start, tenon } from './cli.ts';
import { folderOf } from './files.ts';
import { type FaultProxy, startProxy } from './proxy.ts';

/** A fresh emulated tenant, the way to it, and a folder to run the built command line in. */
export interface CliScene {
  readonly emulator: RunningEmulator;
  readonly proxy: FaultProxy;
  readonly folder: string;
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
  start(args: readonly string[]): ReturnType<typeof start>;
  write(name: string, text: string): void;
  read(name: string): string;
  /** Writes that the tenant has seen, as `POST /roles`. */
  writes(): readonly string[];
}

export function cliScene(files: Readonly<Record<string, string>>): () => CliScene {
  let emulator: RunningEmulator;
  let proxy: FaultProxy;
  let scene: CliScene | undefined;
  beforeAll(async () => {
    emulator = await startEmulator({ seed: 1 });
    proxy = await startProxy(emulator.url);
  });
  beforeEach(() => {
    emulator.reset();
    proxy.clear();
    scene = sceneOf(emulator, proxy, folderOf(files));
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

function sceneOf(emulator: RunningEmulator, proxy: FaultProxy, folder: string): CliScene {
  const where = { cwd: folder, emulator: { ...emulator, url: proxy.url } };
  return {
    emulator,
    proxy,
    folder,
    run: (args, env = {}) => tenon(args, { ...where, env }),
    start: (args) => start(args, where),
    write: (name, text) => writeFileSync(join(folder, name), text),
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    writes: () =>
      emulator
        .requests()
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path }) => `${method} ${path.replace('/api/v2', '')}`),
  };
}
