import { join } from 'node:path';
import { exportDefinition } from '../../src/exporter/export.ts';
import type { Exported, ExportedSecret, ExportOptions } from '../../src/exporter/options.ts';
import { fetchAll } from '../../src/fetcher/snapshot.ts';
import { type Loaded, load } from '../../src/loader/load.ts';
import type { ReadApi } from '../../src/management-api/types.ts';
import { isArray, isObject, type JsonValue, member } from '../../src/model/json/json.ts';
import { stepsOf } from '../../src/model/json/pointer.ts';
import { liveResources, type Snapshot } from '../../src/model/snapshot.ts';
import { problemsText } from '../../src/reporter/text/problems.ts';
import { keyOfLive } from '../../src/resources/identify.ts';
import { RESOURCE_TYPES, resourceType } from '../../src/resources/index.ts';
import { folderOf } from './files.ts';

export const OPTIONS: ExportOptions = {
  tool: 'tenon test',
  layout: 'file',
  main: 'tenant.yaml',
  full: false,
  schema: 'schema.json',
};

export async function wholeSnapshot(api: ReadApi): Promise<Snapshot> {
  const fetched = await fetchAll(api, RESOURCE_TYPES);
  if (!fetched.ok) throw new Error(JSON.stringify(fetched.error, null, 2));
  return fetched.value;
}

export const exported = (snapshot: Snapshot, options: Partial<ExportOptions> = {}): Exported =>
  exportDefinition(snapshot, RESOURCE_TYPES, { ...OPTIONS, ...options });

/** What the files say, with the secrets that the tenant shows. */
export async function loadExport({ files, secrets }: Exported, snapshot: Snapshot): Promise<Loaded> {
  const folder = folderOf(Object.fromEntries(files.map(({ path, content }) => [path, content])));
  const env = Object.fromEntries(secrets.map((secret) => [secret.name, secretOf(secret, snapshot)]));
  const outcome = await load({ files: [join(folder, files[0]?.path ?? '')], root: folder, env });
  if (!outcome.ok) throw new Error(`${problemsText(outcome.error, { colour: false })}\n${files[0]?.content}`);
  return outcome.value;
}

/** As somebody would set it who knows what the tenant has; what it keeps to itself is always the same one in made-up tenants. */
function secretOf({ address, pointer, hidden }: ExportedSecret, snapshot: Snapshot): string {
  if (hidden) return 'a secret of scripts';
  const type = resourceType(address.slice(0, address.indexOf('/')));
  const key = address.slice(address.indexOf('/') + 1);
  const live = type && liveResources(snapshot, type.type).find(({ body }) => keyOfLive(type, body, (_, id) => id) === key);
  const value = stepsOf(pointer).reduce<JsonValue | undefined>((held, step) => {
    if (held !== undefined && isArray(held)) return held[Number(step)];
    return isObject(held) ? member(held, step) : undefined;
  }, live?.body);
  if (typeof value === 'object' || value === undefined) throw new Error(`nothing at ${address} ${pointer}`);
  return String(value);
}
