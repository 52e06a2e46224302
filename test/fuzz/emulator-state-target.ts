import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningEmulator, startEmulator } from '../../src/emulator/index.ts';
import { fetchAll } from '../../src/fetcher/fetch-snapshot.ts';
import type { JsonValue } from '../../src/model/json/json-value.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { createEmulatorApi } from '../support/tenant-pipeline.ts';
import { expectCoded, type FuzzTarget } from './fuzz-target.ts';
import { mutateValue, scrambleText } from './mutate.ts';
import type { Random } from './random.ts';

/** State files of the emulator: it starts from them or says that it cannot, and what it then answers is read like any tenant. */
export async function createStateTarget(): Promise<FuzzTarget> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-fuzz-'));
  const stateFile = join(folder, 'state.json');
  const text = await writeSampleState(stateFile);
  return {
    name: 'state',
    weight: 1,
    runTrial: async (random) => {
      writeFileSync(stateFile, mutateState(text, random));
      const emulator = await tryStart(stateFile);
      if (!emulator) return;
      const api = createEmulatorApi(emulator, { retries: { baseMs: 1, attempts: 1 } });
      const read = await fetchAll(api, CATALOGUE);
      await api.close();
      await emulator.close();
      if (!read.ok) expectCoded(read.error);
      const failed = emulator.requests().find(({ status }) => status === 500);
      if (failed) throw new Error(`${failed.method} ${failed.path} answers 500`);
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function writeSampleState(stateFile: string): Promise<string> {
  const emulator = await startEmulator({ stateFile, seed: 1 });
  const ann = emulator.asPerson({ user_id: 'u', name: 'Ann', email: 'ann@acme.test' });
  await ann.request('POST', '/roles', { name: 'clerk' });
  await ann.request('POST', '/organizations', { name: 'acme' });
  await emulator.close();
  return readFileSync(stateFile, 'utf8');
}

function mutateState(text: string, random: Random): string | Buffer {
  if (random.drawChance(0.4)) return scrambleText(text, random);
  const lines = text.split('\n').filter((line) => line !== '');
  const documents = lines.map((line): JsonValue => mutateValue(JSON.parse(line), random));
  return `${documents.map((line) => JSON.stringify(line)).join('\n')}\n`;
}

/** To refuse a file is what it should do; the command line tells it as `file-unreadable`. */
async function tryStart(stateFile: string): Promise<RunningEmulator | undefined> {
  try {
    return await startEmulator({ stateFile });
  } catch (error) {
    if (error instanceof Error && error.message.includes(stateFile)) return undefined;
    throw error;
  }
}
