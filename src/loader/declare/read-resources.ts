import type { LoadFinding } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import { getTypeValidator } from '../load-validator.ts';
import { excludeEntries } from '../policy/exclude-entries.ts';
import { createSecretDetector, markSharedSecrets } from '../substitute/shared-secrets.ts';
import { readAbsentResource } from './absent-resource.ts';
import { type ParsedResource, readResource } from './declare-resource.ts';
import { isDeclaredAbsent } from './directives.ts';
import { mergeLayers } from './merge-layers.ts';
import { listEntries, type ResourceEntry } from './resource-entries.ts';
import type { TopLevel } from './top-level-sections.ts';

/** A resource with the findings of its own reading, which are dropped if it is read again. */
interface IsolatedRead {
  readonly entry: ResourceEntry;
  readonly parsed: ParsedResource;
  readonly findings: readonly LoadFinding[];
}

/** Reads the resources of all layers: merges, excludes and validates their entries. */
export async function readResources(
  context: LoadContext,
  layers: readonly (readonly TopLevel[])[],
): Promise<readonly ParsedResource[]> {
  const entries = layers.map((layer) =>
    layer.flatMap(({ sections }) => sections.flatMap((section) => listEntries(context, section))),
  );
  const { kept, findings } = excludeEntries(context.settings, mergeLayers(context, entries));
  context.findings.push(...findings);
  const types = [...new Set(kept.map(({ type }) => type))];
  const validators = new Map(await Promise.all(types.map(async (type) => [type, await getTypeValidator(type)] as const)));
  const readEach = (entries: readonly ResourceEntry[]): readonly IsolatedRead[] =>
    entries.flatMap((entry) => {
      const validator = validators.get(entry.type);
      if (!validator) return [];
      const isolated = { ...context, findings: [] };
      const parsed = isDeclaredAbsent(entry.tree)
        ? readAbsentResource(isolated, entry)
        : readResource(isolated, entry, validator);
      return [{ entry, parsed, findings: isolated.findings }];
    });
  const first = readEach(kept);
  const containsSecret = createSecretDetector(
    context,
    first.map(({ parsed }) => parsed.resource),
  );
  // Secret values are known only after everything is read. Resources that repeat one elsewhere are read again with it marked as secret.
  const all = first.flatMap((each) => {
    const marked = containsSecret && markSharedSecrets(each.entry, containsSecret);
    return marked ? readEach([marked]) : [each];
  });
  context.findings.push(...all.flatMap((each) => each.findings));
  return all.map(({ parsed }) => parsed);
}
