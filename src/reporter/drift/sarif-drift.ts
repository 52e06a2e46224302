import type { Drift, DriftEntry, DriftKind } from '../../model/drift.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import type { FilePlace } from '../../model/problem/problem.ts';
import { hashSha256 } from '../../schema/compare/fingerprint.ts';
import { sanitizeText } from '../sanitize.ts';
import { renderDriftEntryLines } from '../text/drift/text-drift-entry.ts';
import { renderStyledLines } from '../text/styled-line.ts';
import { DRIFT_LABELS } from '../view/changes/drift-labels.ts';
import { describeAuthor, describeCause } from './describe-drift.ts';
import { buildDriftBlocks } from './drift-blocks.ts';

const SARIF_SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** Renders drift as SARIF 2.1.0: code scanning shows each difference on the line of the definition that it contradicts. */
export function renderDriftSarif(drift: Drift): string {
  const [name = 'tenon', version = ''] = drift.tool.split('/');
  const log = {
    $schema: SARIF_SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name, version, rules: RULES } },
        columnKind: 'utf16CodeUnits',
        properties: { tenant: drift.tenant },
        results: [...drift.entries.map((entry) => buildEntryResult(entry, drift)), ...buildUndeclaredResults(drift)],
      },
    ],
  };
  return `${toPrintableJson(log, 2)}\n`;
}

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
  const text = `${sanitizeText(address)} ${block ? DRIFT_LABELS[block.action].words : ''}; ${sanitizeText(describeCause(entry, drift.history))}\n${lines}`;
  return {
    ruleId: RULE_IDS[kind],
    level: LEVELS[kind],
    message: { text: text.trimEnd() },
    locations: [buildLocation(drift, entry.origin, address)],
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
    locations: [buildLocation(drift, undefined, entry.address)],
    partialFingerprints: { 'difference/v1': hashSha256([entry.address, entry.liveId ?? '']) },
  }));

function buildLocation({ files }: Drift, place: FilePlace | undefined, address: string): JsonObject {
  const { file = files[0] ?? 'tenant.yaml', line = 1, column = 1 } = place ?? {};
  return {
    physicalLocation: {
      artifactLocation: { uri: toUri(file) },
      region: { startLine: line, startColumn: column },
    },
    logicalLocations: [{ fullyQualifiedName: address, kind: 'resource' }],
  };
}

const toUri = (file: string): string => `${file.startsWith('/') ? 'file://' : ''}${encodeURI(file.replaceAll('\\', '/'))}`;
