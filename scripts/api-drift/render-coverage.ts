import { type BaselineEntry, isNamedBy } from './baseline.ts';
import type { ModelComparison } from './compare-models.ts';
import type { SdkFacts, SdkOperation } from './sdk-facts.ts';

const HEAD = `# Coverage of the Management API

Every operation of the Management API and every field of a request, compared with tenon by \`npm run api-drift\`. Generated: do not edit.
`;

/** Renders which operations and fields of the API tenon manages, and why not the others. */
export function renderCoverage(sdk: SdkFacts, models: ModelComparison, baseline: readonly BaselineEntry[]): string {
  return [
    HEAD,
    renderSummary(sdk, models),
    renderManaged(sdk, models),
    renderReasons(sdk.operations, models, baseline),
    renderFields(models, baseline),
  ].join('\n');
}

const renderSummary = (
  sdk: SdkFacts,
  { managed, schemas, emulator, requests }: ModelComparison,
): string => `Compared with \`auth0\` ${sdk.version}, the official SDK for Node.js: ${sdk.operations.length} operations, of which resource types use ${sdk.operations.filter(({ id }) => managed.has(id)).length}.
The schemas describe the bodies of ${requests.length} requests with ${schemas.fields} fields and ${schemas.values} values; the emulator's own facts were compared with ${emulator.fields} fields and ${emulator.values} values.
`;

function renderManaged({ operations }: SdkFacts, { managed }: ModelComparison): string {
  const types = [...new Set([...managed.values()].flat())].sort();
  const rows = types.map((type) => {
    const own = operations.filter(({ id }) => managed.get(id)?.includes(type));
    return `| \`${type}\` | ${groupByPath(own)} |`;
  });
  return `## Operations that resource types use\n\n| type | operations |\n|---|---|\n${rows.join('\n')}\n`;
}

/** \`/roles\` GET POST, \`/roles/{id}\` GET PATCH DELETE */
function groupByPath(operations: readonly SdkOperation[]): string {
  const paths = [...new Set(operations.map(({ path }) => path))].sort();
  return paths
    .map(
      (path) =>
        `\`${path}\` ${operations
          .filter((each) => each.path === path)
          .map(({ method }) => method)
          .join(' ')}`,
    )
    .join(', ');
}

function renderReasons(
  operations: readonly SdkOperation[],
  { literals }: ModelComparison,
  baseline: readonly BaselineEntry[],
): string {
  const left = operations.filter(({ id }) => literals.some((each) => each.id === id));
  const reasons = [...new Set(baseline.map(({ reason }) => reason))];
  const getReason = ({ id }: SdkOperation): string | undefined => baseline.find((entry) => isNamedBy(entry, id))?.reason;
  const rows = [...reasons, undefined].flatMap((reason) => {
    const own = left.filter((each) => getReason(each) === reason);
    return own.length === 0 ? [] : [`| ${reason ?? '**missing**'} | ${groupByPath(own)} |`];
  });
  return `## Operations that no resource type uses\n\n| why | operations |\n|---|---|\n${rows.join('\n')}\n`;
}

function renderFields({ schemas, retired }: ModelComparison, baseline: readonly BaselineEntry[]): string {
  const all = [...schemas.differences, ...retired];
  const rows = baseline.flatMap(({ what, reason }) => {
    const count = all.filter(({ id }) => isNamedBy({ what, reason }, id)).length;
    return count === 0 ? [] : [`| \`${what}\` | ${reason} |`];
  });
  const missing = all
    .filter(({ id }) => !baseline.some((entry) => isNamedBy(entry, id)))
    .map(({ id }) => `| \`${id}\` | **missing** |`);
  return `## Fields and values that differ from the SDK\n\n\`*\` stands for any characters.\n\n| which | why |\n|---|---|\n${[...rows, ...missing].join('\n')}\n`;
}
