import { printableJson } from '../../model/json/printable-json.ts';
import { type Capabilities, capabilitiesOf } from '../../resources/capabilities.ts';
import { RESOURCE_TYPES } from '../../resources/index.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';

/** The resource types, and what can be done with each. */
export async function types(options: { readonly format: string }, terminal: Terminal): Promise<ExitCode> {
  const all = RESOURCE_TYPES.map(capabilitiesOf);
  terminal.print(options.format === 'json' ? printableJson(all, 2) : asText(all));
  return EXIT.ok;
}

function asText(all: readonly Capabilities[]): string {
  const rows = [['TYPE', 'KEY', 'CREATE', 'UPDATE', 'DELETE', 'EXPORT', 'IN YAML'], ...all.map(rowOf)];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, '', `${all.length} types. docs/resources.md describes their fields.`].join('\n');
}

const rowOf = ({ type, at, key, relations, ...can }: Capabilities): readonly string[] => [
  type,
  key.length === 0 ? '(one)' : key.join(', '),
  ...[can.create, can.update, can.delete].map((it) => (it ? 'yes' : '-')),
  can.export,
  relations.length === 0 ? at : `${at}, with ${relations.join(', ')}`,
];
