import type { Drift, DriftEntry, DriftKind } from '../../model/drift.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import { hashSha256 } from '../../schema/compare/fingerprint.ts';
import { sanitizeText } from '../sanitize.ts';
import { buildSarifLocation, renderSarifLog } from '../sarif/sarif-log.ts';
import { renderDriftEntryLines } from '../text/drift/text-drift-entry.ts';
import { renderStyledLines } from '../text/lines/styled-line.ts';
import { describeAuthor, describeCause } from './describe-drift.ts';
import { buildDriftBlocks } from './drift-blocks.ts';

/** Renders drift as SARIF 2.1.0: code scanning shows each difference on the line of the definition that it contradicts. */
export const renderDriftSarif = (drift: Drift): string =>
  renderSarifLog({
    tool: drift.tool,
    rules: RULES,
    properties: { tenant: drift.tenant },
    results: [...drift.entries.map((entry) => buildEntryResult(entry, drift)), ...buildUndeclaredResults(drift)],
  });

const buildRule = (id: string, text: string): JsonObject => ({ id, shortDescription: { text }, fullDescription: { text } });
const RULES: readonly JsonObject[] = [
  buildRule('tenant-changed', 'The tenant was changed outside the definition.'),
  buildRule('definition-ahead', 'The definition contains a change that is not yet applied.'),
  buildRule('unknown-difference', 'The tenant and the definition differ; the author of the difference is unknown.'),
  buildRule('undeclared', 'The tenant has a resource that is not in the definition.'),
];

const RULE_IDS: Readonly<Record<DriftKind, string>> = {
  'tenant changed': 'tenant-changed',
  'definition ahead': 'definition-ahead',
  unknown: 'unknown-difference',
};
const LEVELS: Readonly<Record<DriftKind, string>> = {
  'tenant changed': 'error',
  'definition ahead': 'note',
  unknown: 'warning',
};

function buildEntryResult(entry: DriftEntry, drift: Drift): JsonObject {
  const { address, relation, kind } = entry;
  const [block] = buildDriftBlocks({ entries: [entry] });
  const lines =
    block && block.action === 'update' ? renderStyledLines(renderDriftEntryLines(block.parts[0]?.entries ?? [], 0), false) : '';
  const text = `${sanitizeText(address)} ${block?.difference ?? ''}; ${sanitizeText(describeCause(entry, drift.history))}\n${lines}`;
  return {
    ruleId: RULE_IDS[kind],
    level: LEVELS[kind],
    message: { text: text.trimEnd() },
    locations: [buildSarifLocation(drift.files, entry.origin, address)],
    // Independent of the line, so that code scanning recognizes an alert when its line moves.
    partialFingerprints: { 'difference/v1': hashSha256([address, relation ?? '', ...entry.changes.map(({ path }) => path)]) },
  };
}

const buildUndeclaredResults = (drift: Drift): readonly JsonObject[] =>
  drift.undeclared.map((entry) => ({
    ruleId: 'undeclared',
    level: 'note',
    message: {
      text: `${sanitizeText(entry.address)} is not in the definition${entry.by ? `: ${sanitizeText(describeAuthor(entry) ?? '')}` : ''}`,
    },
    locations: [buildSarifLocation(drift.files, undefined, entry.address)],
    partialFingerprints: { 'difference/v1': hashSha256([entry.address, entry.liveId ?? '']) },
  }));
