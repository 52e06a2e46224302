import type { Drift } from '../../model/drift.ts';
import type { JsonValue } from '../../model/json/json.ts';
import { driftBlocks } from '../drift/blocks.ts';
import { kindCounts } from '../drift/counts.ts';
import { clean } from '../sanitize.ts';
import { driftCounts } from '../view/changes/drift.ts';

/** More entries than these make no message. */
const MOST = 100;

/** One line that says it all. */
export function headline(drift: Drift): string {
  const blocks = driftBlocks(drift);
  return clean(`Drift of ${drift.tenant}: ${driftCounts(blocks, drift.undeclared)}${kindCounts(blocks)}`);
}

/** Drift for a program: which fields of what, who and when. No values: more people read a channel than may read a tenant. */
export function driftNotice(drift: Drift): JsonValue {
  const entries = drift.entries.slice(0, MOST).map(({ address, relation, kind, action, changes, by }) => ({
    address,
    relation,
    kind,
    action,
    fields: changes.map(({ path }) => path),
    by,
  }));
  return cleaned({
    format: 'tenon-notice/1',
    text: headline(drift),
    tool: drift.tool,
    tenant: drift.tenant,
    differences: drift.entries.length,
    undeclared: drift.undeclared.length,
    entries: entries.map(asJson),
  });
}

/** Members that are undefined are left out. */
const asJson = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value));

function cleaned(value: JsonValue): JsonValue {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cleaned(inner)]));
}
