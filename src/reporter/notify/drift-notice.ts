import type { Drift } from '../../model/drift.ts';
import { type JsonValue, toPlainJson } from '../../model/json/json-value.ts';
import { buildDriftBlocks } from '../drift/drift-blocks.ts';
import { formatKindCounts } from '../drift/drift-kind-counts.ts';
import { sanitizeText } from '../sanitize.ts';
import { formatDriftCounts } from '../view/changes/drift-labels.ts';

/** Limits the size of the message; `differences` has the full count. */
const MAX_ENTRIES = 100;

/** Summarizes drift in one line. */
export function formatHeadline(drift: Drift): string {
  const blocks = buildDriftBlocks(drift);
  return sanitizeText(`Drift of ${drift.tenant}: ${formatDriftCounts(blocks, drift.undeclared)}${formatKindCounts(blocks)}`);
}

/** Builds the JSON body of a webhook. It names fields and authors but no values: a channel has more readers than the tenant. */
export function buildDriftNotice(drift: Drift): JsonValue {
  const entries = drift.entries.slice(0, MAX_ENTRIES).map(({ address, relation, kind, action, changes, by }) => ({
    address,
    relation,
    kind,
    action,
    fields: changes.map(({ path }) => path),
    by,
  }));
  return sanitizeStrings({
    format: 'tenon-notice/1',
    text: formatHeadline(drift),
    tool: drift.tool,
    tenant: drift.tenant,
    differences: drift.entries.length,
    undeclared: drift.undeclared.length,
    entries: entries.map(toPlainJson),
  });
}

function sanitizeStrings(value: JsonValue): JsonValue {
  if (typeof value === 'string') return sanitizeText(value);
  if (Array.isArray(value)) return value.map(sanitizeStrings);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, sanitizeStrings(inner)]));
}
