import { realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { readTextFile } from '../../disk/read-regular-file.ts';
import type { AdoptResult } from '../../exporter/update/adopt-into-file.ts';
import type { Loaded } from '../../loader/load-definition.ts';
import type { ReadApi } from '../../management-api/management-api.ts';
import { type Address, isPatternMatch, splitAddress } from '../../model/address.ts';
import type { Drift } from '../../model/drift.ts';
import { isEqual } from '../../model/json/json-value.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import { listChanges } from '../../model/plan/plan.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { planDefinition } from '../plan/plan-definition.ts';
import { replaceFiles } from './replace-files.ts';

export interface AdoptUndeclaredInput {
  readonly addresses: readonly Address[];
  readonly into: string;
  readonly api: ReadApi;
  readonly catalogue: Catalogue;
  /** Loads the definition with these texts instead of the contents of the files, by absolute path. Secrets need not be set. */
  readonly preview: (texts: ReadonlyMap<string, string>) => Promise<Outcome<Loaded, readonly Problem[]>>;
}

/** Finds requested resources that the tenant has and no file declares. */
export const findUndeclared = ({ undeclared, entries }: Drift, only: readonly string[] | true): readonly Address[] => {
  if (only === true) return [];
  const all = [...undeclared, ...entries.filter(({ action, origin }) => action === 'delete' && !origin)].map(
    ({ address }) => address,
  );
  return [...new Set(all)].filter((address) => only.some((pattern) => isPatternMatch(address, pattern)));
};

export interface AdoptedFile extends AdoptResult {
  readonly file: string;
}

/** Declares resources of the tenant in a file of the definition. The new text is loaded and planned before it is written. */
export async function adoptUndeclared(input: AdoptUndeclaredInput): Promise<Outcome<AdoptedFile, readonly Problem[]>> {
  const { addresses, into, api, catalogue } = input;
  const read = readTargetFile(into);
  if (!read.ok) return failWith([read.error]);
  const { fetchAll } = await import('../../fetcher/fetch-snapshot.ts');
  const { adoptResources } = await import('../../exporter/update/adopt-into-file.ts');
  const types = [...new Set(addresses.map((address) => splitAddress(address).type))];
  const whole = await fetchAll(api, catalogue, () => undefined, types);
  if (!whole.ok) return whole;
  const { file, text } = read.value;
  const made = adoptResources({ text, addresses, snapshot: whole.value, catalogue });
  const written = { ...made, file: relative(process.cwd(), file) };
  if (made.taken.length === 0) return succeed(written);
  const unexpected = await findUnexpectedChange(input, whole.value, new Map([[file, made.text]]), made.taken);
  if (unexpected) return failWith([unexpected]);
  const problem = replaceFiles([{ path: file, content: made.text }]);
  return problem ? failWith([problem]) : succeed(written);
}

function readTargetFile(into: string): Outcome<{ readonly file: string; readonly text: string }, Problem> {
  try {
    const file = realpathSync(into);
    return succeed({ file, text: readTextFile(file) });
  } catch {
    return failWith({
      code: 'usage',
      severity: 'error',
      message: `${into} cannot be read`,
      expected: 'a YAML file of the definition',
      hint: 'Create a file with the content {} and list it under "include:" in the definition first.',
    });
  }
}

/** Checks that the new text declares the resources as the tenant has them and changes nothing else. Undefined: it does. */
async function findUnexpectedChange(
  { into, preview }: AdoptUndeclaredInput,
  snapshot: Snapshot,
  texts: ReadonlyMap<string, string>,
  taken: readonly Address[],
): Promise<Problem | undefined> {
  const [before, after] = [await preview(new Map()), await preview(texts)];
  const refuse = (why: string): Problem => ({
    code: 'left-as-written',
    severity: 'error',
    message: `${into} was not changed: ${why}`,
    hint: 'Declare it by hand; tenon export prints the YAML.',
  });
  if (!before.ok || !after.ok) return refuse('the definition would no longer be valid');
  const now = new Map(after.value.definition.resources.map((resource) => [resource.address, resource]));
  const missing = taken.find((address) => !now.has(address));
  if (missing !== undefined) return refuse(`the definition does not include this file, so ${missing} would not be declared`);
  const changed = before.value.definition.resources.find(({ address, fields, relations }) => {
    const same = now.get(address);
    return !same || !isEqual({ ...fields, ...relations }, { ...same.fields, ...same.relations });
  });
  if (changed) return refuse(`${changed.address} would also change`);
  return findRemainingDifference(after.value, snapshot, taken, refuse);
}

async function findRemainingDifference(
  loaded: Loaded,
  snapshot: Snapshot,
  taken: readonly Address[],
  refuse: (why: string) => Problem,
): Promise<Problem | undefined> {
  const only = { ...loaded.definition, resources: loaded.definition.resources.filter(({ address }) => taken.includes(address)) };
  const planned = await planDefinition({ ...loaded, definition: { ...only, policy: { ...only.policy, prune: [] } } }, snapshot);
  if (!planned.ok) return refuse(planned.error[0]?.message ?? '');
  const left = listChanges(planned.value).find(({ changes }) => changes.some(({ kind }) => kind !== 'secret'));
  return left && refuse(`${left.address} would still differ`);
}
