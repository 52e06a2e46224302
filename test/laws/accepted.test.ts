import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { computeDifferences } from '../../src/drift/compute-differences.ts';
import { type Loaded, load } from '../../src/loader/load-definition.ts';
import type { Definition } from '../../src/model/definition/definition.ts';
import { listChanges } from '../../src/model/plan/plan.ts';
import { getLiveResources } from '../../src/model/snapshot.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { getLiveKey } from '../../src/resources/identify-resources.ts';
import { prepareVerifiedUpdate } from '../../src/workflows/accept/update-verified.ts';
import { type Emulated, emulatedForFile } from '../support/emulated.ts';
import { folderOf } from '../support/files.ts';
import { SECRETS, SHAPES } from '../support/shapes/index.ts';
import type { Shape } from '../support/shapes/shape.ts';
import { sampleOf } from '../support/size.ts';

const tenant = emulatedForFile();
beforeEach(() => tenant().emulator.reset());

const STYLES = [
  ['as people write it in short', (text: string): string => text],
  ['line by line', (text: string): string => stringify(parse(text))],
] as const;

async function loadFile(file: string, texts?: ReadonlyMap<string, string>) {
  return load({ files: [file], env: SECRETS, ...(texts ? { texts } : {}) });
}

async function loadedFrom(file: string): Promise<Loaded> {
  const outcome = await loadFile(file);
  if (!outcome.ok) throw new Error(`${JSON.stringify(outcome.error, null, 1)}\n${readFileSync(file, 'utf8')}`);
  return outcome.value;
}

async function idOf(at: Emulated, { type: name }: Shape, definition: Definition): Promise<string> {
  const type = CATALOGUE.get(name);
  const keys = new Set(definition.resources.filter((one) => one.type === name).map(({ key }) => key));
  const all = getLiveResources(await at.snapshot(definition), name);
  return all.find(({ body }) => type && keys.has(getLiveKey(type, body, () => undefined)))?.id ?? '';
}

async function asSomebody(at: Emulated, { elsewhere }: Shape, id: string): Promise<void> {
  const { path, body } = elsewhere;
  const person = at.emulator.asPerson({ name: 'Robin', email: 'robin@acme.test', user_id: 'auth0|robin' });
  const { status } = await person.request(
    elsewhere.method ?? 'PATCH',
    path.replace('{id}', id),
    JSON.parse(JSON.stringify(body)),
  );
  expect(status).toBeLessThan(300);
}

/** Accepts all that differs; what the file then is, and of which resources something was left. */
async function accept(at: Emulated, file: string): Promise<readonly string[]> {
  const before = await loadedFrom(file);
  const snapshot = await at.snapshot(before.definition);
  const differences = computeDifferences((await at.plan(before.definition)).operations);
  const accepted = differences.map((one) => ({ ...one, kind: 'tenant changed' as const }));
  const reload = (texts: ReadonlyMap<string, string>) => loadFile(file, texts);
  const { files, left } = await prepareVerifiedUpdate({ loaded: before, files: [file], snapshot, reload }, accepted);
  for (const { path, content } of files) writeFileSync(path, content);
  return left.map(({ message }) => message.slice(0, message.indexOf(': ')));
}

/** What somebody does there leaves a draft, or takes an item out of a list between brackets. */
const MAY_STAY: readonly string[] = ['actions', 'actionModules', 'flowVaultConnections'];

describe.each(STYLES)('a file %s', (name, style) => {
  const shapes = sampleOf(SHAPES, 4, `accepted ${name}`);

  it.each(shapes)('of $type says what somebody changed, or is kept, and that is reported', async (shape) => {
    const at = tenant();
    const body = style([shape.with ?? '', shape.after].join('\n'));
    const text = `# first line\n${body.trimEnd()}\n# last line\n`;
    const file = join(folderOf({ 'tenant.yaml': text }), 'tenant.yaml');
    const { definition } = await loadedFrom(file);
    await at.become(definition);
    await asSomebody(at, shape, await idOf(at, shape, definition));
    const left = await accept(at, file);
    const now = readFileSync(file, 'utf8');
    expect([now.split('\n')[0], now.trimEnd().split('\n').at(-1)]).toEqual(['# first line', '# last line']);
    const after = await loadedFrom(file);
    const differing = listChanges(await at.plan(after.definition)).map(({ address }) => address);
    expect(differing.filter((address) => !left.includes(address))).toEqual([]);
    if (!MAY_STAY.includes(shape.type)) expect(left).toEqual([]);
    expect(now === text).toBe(left.length > 0);
  });
});
