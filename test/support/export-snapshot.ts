import { join } from 'node:path';
import { exportDefinition } from '../../src/exporter/export-definition.ts';
import type { Exported, ExportedSecret, ExportOptions } from '../../src/exporter/export-options.ts';
import { fetchAll } from '../../src/fetcher/fetch-snapshot.ts';
import { type Loaded, load } from '../../src/loader/load-definition.ts';
import type { ReadApi } from '../../src/management-api/management-api.ts';
import { getObjectMember, isArray, isObject, type JsonValue } from '../../src/model/json/json-value.ts';
import { parsePointer } from '../../src/model/json/pointer.ts';
import { getLiveResources, type Snapshot } from '../../src/model/snapshot.ts';
import { renderProblemsText } from '../../src/reporter/text/problems/text-problem-list.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { getLiveKey } from '../../src/resources/identity/identify-resources.ts';
import { FIXTURE_SECRETS } from './shapes/index.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

export const EXPORT_OPTIONS: ExportOptions = {
  tool: 'tenon test',
  layout: 'file',
  main: 'tenant.yaml',
  full: false,
  schema: 'schema.json',
};

export async function fetchWholeSnapshot(api: ReadApi): Promise<Snapshot> {
  const fetched = await fetchAll(api, CATALOGUE);
  if (!fetched.ok) throw new Error(JSON.stringify(fetched.error, null, 2));
  return fetched.value;
}

export const exportSnapshot = (snapshot: Snapshot, options: Partial<ExportOptions> = {}): Exported =>
  exportDefinition(snapshot, CATALOGUE, { ...EXPORT_OPTIONS, ...options });

/** What the files say, with the secrets that the tenant shows. */
export async function loadExport({ files, secrets }: Exported, snapshot: Snapshot): Promise<Loaded> {
  const folder = createTemporaryFolder(Object.fromEntries(files.map(({ path, content }) => [path, content])));
  const env = Object.fromEntries(secrets.map((secret) => [secret.name, readSecret(secret, snapshot)]));
  const outcome = await load({ files: [join(folder, files[0]?.path ?? '')], root: folder, env });
  if (!outcome.ok) throw new Error(`${renderProblemsText(outcome.error, { colour: false })}\n${files[0]?.content}`);
  return outcome.value;
}

/** As somebody would set it who knows what the tenant has; what it keeps to itself is always the same one in made-up tenants. */
function readSecret({ address, pointer, hidden }: ExportedSecret, snapshot: Snapshot): string {
  if (hidden) return address.startsWith('networkACLKeys/') ? FIXTURE_SECRETS.NETWORK_KEY : 'a secret of scripts';
  const type = CATALOGUE.get(address.slice(0, address.indexOf('/')));
  const key = address.slice(address.indexOf('/') + 1);
  const live = type && getLiveResources(snapshot, type.type).find((one) => getLiveKey(type, one, (_, id) => id) === key);
  const value = parsePointer(pointer).reduce<JsonValue | undefined>((held, step) => {
    if (held !== undefined && isArray(held)) return held[Number(step)];
    return isObject(held) ? getObjectMember(held, step) : undefined;
  }, live?.body);
  if (typeof value === 'object' || value === undefined) throw new Error(`nothing at ${address} ${pointer}`);
  return String(value);
}
