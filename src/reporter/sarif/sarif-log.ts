import type { JsonObject } from '../../model/json/json-value.ts';
import { toPrintableJson } from '../../model/json/printable-json.ts';
import type { FilePlace } from '../../model/problem/problem.ts';

const SARIF_SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

export interface SarifRun {
  /** Name and version of the tool: `tenon/1.2.3`. */
  readonly tool: string;
  readonly rules: readonly JsonObject[];
  readonly properties: JsonObject;
  readonly results: readonly JsonObject[];
}

/** Renders one run of SARIF 2.1.0, which code scanning reads. */
export function renderSarifLog({ tool, rules, properties, results }: SarifRun): string {
  const [name = 'tenon', version = ''] = tool.split('/');
  const run = { tool: { driver: { name, version, rules } }, columnKind: 'utf16CodeUnits', properties, results };
  return `${toPrintableJson({ $schema: SARIF_SCHEMA, version: '2.1.0', runs: [run] }, 2)}\n`;
}

/** Builds the location of a result. Code scanning needs a file: what no file declares is shown at the top of the first one. */
export function buildSarifLocation(files: readonly string[], place: FilePlace | undefined, address: string): JsonObject {
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
