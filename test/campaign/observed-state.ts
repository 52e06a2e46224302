import { exportDefinition } from '../../src/exporter/export-definition.ts';
import { fetchAll, fetchSnapshot } from '../../src/fetcher/fetch-snapshot.ts';
import { computeFetchNeed } from '../../src/fetcher/need/fetch-need.ts';
import { toCanonicalJson } from '../../src/model/json/json-value.ts';
import { getLiveResources, type Snapshot } from '../../src/model/snapshot.ts';
import { CATALOGUE } from '../../src/resources/catalogue.ts';
import { loadFiles } from '../../src/workflows/definition/load-files.ts';
import type { FaultyTenant } from './faulty-tenant.ts';
import { readNames } from './read-names.ts';

/** A tenant's part as two ways of looking at it show it. */
export interface ObservedState {
  readonly snapshot: Snapshot;
  /** A whole export. */
  readonly text: string;
  /** The names of everything that can be listed, as the API's own lists have them: a resource that is there twice is here twice. */
  readonly names: readonly string[];
}

const EXPORT = { tool: 'campaign', layout: 'text', main: 'tenant.yaml', full: true } as const;

/** Reads some types, past the faults. `files` name what is too much to be read whole. */
export async function readState(
  place: FaultyTenant,
  group: readonly string[],
  files: readonly string[],
  tag: string,
): Promise<ObservedState> {
  const snapshot = await readSnapshot(place, group, files);
  const { files: exported } = exportDefinition(snapshot, CATALOGUE, { ...EXPORT, only: group });
  const sparse = group.flatMap((type) =>
    isSparse(type) ? getLiveResources(snapshot, type).map(({ body }) => toCanonicalJson(body)) : [],
  );
  const plain = createNormalizer(snapshot.tenant, tag);
  const names = (await readNames(place, group)).map(plain).sort();
  return { snapshot, text: plain([...exported.map(({ content }) => content), ...sparse].join('\n')), names };
}

/** Without what differs from one tenant and one case to the next; names of secrets are made of those of resources. */
function createNormalizer(tenant: string, tag: string): (text: string) => string {
  const [label = tenant] = tenant.split('.');
  const own = [tenant, label, ...(tag === '' ? [] : [tag, tag.toUpperCase().replaceAll('-', '_')])];
  return (text) => own.reduce((whole, one) => whole.replaceAll(one, ''), text);
}

const isSparse = (name: string): boolean => {
  const type = CATALOGUE.get(name);
  return type?.kind === 'placed' && type.exportDeclaredOnly === true;
};

async function readSnapshot({ reader }: FaultyTenant, types: readonly string[], files: readonly string[]): Promise<Snapshot> {
  const all = await fetchAll(reader, CATALOGUE, () => undefined, types);
  if (!all.ok) throw new Error(JSON.stringify(all.error));
  if (files.length === 0 || !types.some(isSparse)) return all.value;
  const loaded = await loadFiles(files, {});
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  const declared = await fetchSnapshot(reader, computeFetchNeed(loaded.value.definition, CATALOGUE));
  if (!declared.ok) throw new Error(JSON.stringify(declared.error));
  const sparse = Object.entries(declared.value.types).filter(([type]) => isSparse(type));
  return { ...all.value, types: { ...all.value.types, ...Object.fromEntries(sparse) } };
}

/** The first lines that differ. */
export function describeDifference(expected: string, found: string): string | undefined {
  if (expected === found) return undefined;
  const [a, b] = [expected.split('\n'), found.split('\n')];
  const missing = a.filter((line) => !b.includes(line)).slice(0, 4);
  const more = b.filter((line) => !a.includes(line)).slice(0, 4);
  return `missing ${JSON.stringify(missing)}, unexpected ${JSON.stringify(more)}`;
}
