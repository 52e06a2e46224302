import type { Drift, DriftEntry, DriftKind } from '../../model/drift.ts';
import type { JsonObject } from '../../model/json/json.ts';
import { printableJson } from '../../model/json/printable-json.ts';
import type { FilePlace } from '../../model/problem/problem.ts';
import { sha256 } from '../../schema/compare/fingerprint.ts';
import { clean } from '../sanitize.ts';
import { driftEntryLines } from '../text/drift/drift-entry.ts';
import { painted } from '../text/line.ts';
import { DRIFT } from '../view/changes/drift.ts';
import { driftBlocks } from './blocks.ts';
import { madeText, sentenceOf } from './words.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** SARIF 2.1.0: code scanning shows each difference on the line of the definition that says otherwise. */
export function sarifDrift(drift: Drift): string {
  const [name = 'tenon', version = ''] = drift.tool.split('/');
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name, version, rules: RULES } },
        columnKind: 'utf16CodeUnits',
        properties: { tenant: drift.tenant },
        results: [...drift.entries.map((entry) => entryResult(entry, drift)), ...undeclaredResults(drift)],
      },
    ],
  };
  return `${printableJson(log, 2)}\n`;
}

const rule = (id: string, text: string): JsonObject => ({ id, shortDescription: { text }, fullDescription: { text } });
const RULES: readonly JsonObject[] = [
  rule('tenant-changed', 'Somebody changed the tenant, and not the definition.'),
  rule('definition-ahead', 'The definition says what was never applied.'),
  rule('unknown-difference', 'The tenant and the definition differ, and the log does not tell why.'),
  rule('undeclared', 'The tenant has a resource that the definition does not list.'),
];

const RULE_OF: Readonly<Record<DriftKind, string>> = {
  'tenant changed': 'tenant-changed',
  'definition ahead': 'definition-ahead',
  unknown: 'unknown-difference',
};
const LEVEL_OF: Readonly<Record<DriftKind, string>> = {
  'tenant changed': 'error',
  'definition ahead': 'note',
  unknown: 'warning',
};

function entryResult(entry: DriftEntry, drift: Drift): JsonObject {
  const { address, relation, kind } = entry;
  const [block] = driftBlocks({ entries: [entry] });
  const lines = block && block.action === 'update' ? painted(driftEntryLines(block.parts[0]?.entries ?? [], 0), false) : '';
  const text = `${clean(address)} ${block ? DRIFT[block.action].words : ''}: ${clean(sentenceOf(entry, drift.history))}\n${lines}`;
  return {
    ruleId: RULE_OF[kind],
    level: LEVEL_OF[kind],
    message: { text: text.trimEnd() },
    locations: [location(drift, entry.origin, address)],
    // The same difference is the same alert from run to run, wherever the line moves.
    partialFingerprints: { 'difference/v1': sha256([address, relation ?? '', ...entry.changes.map(({ path }) => path)]) },
  };
}

const undeclaredResults = (drift: Drift): readonly JsonObject[] =>
  drift.undeclared.map((entry) => ({
    ruleId: 'undeclared',
    level: 'note',
    message: { text: `${clean(entry.address)} is not declared${entry.by ? `: ${clean(madeText(entry) ?? '')}` : ''}` },
    locations: [location(drift, undefined, entry.address)],
    partialFingerprints: { 'difference/v1': sha256([entry.address, entry.liveId ?? '']) },
  }));

function location({ files }: Drift, place: FilePlace | undefined, address: string): JsonObject {
  const { file = files[0] ?? 'tenant.yaml', line = 1, column = 1 } = place ?? {};
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      region: { startLine: line, startColumn: column },
    },
    logicalLocations: [{ fullyQualifiedName: address, kind: 'resource' }],
  };
}

const uriOf = (file: string): string => `${file.startsWith('/') ? 'file://' : ''}${encodeURI(file.replaceAll('\\', '/'))}`;
