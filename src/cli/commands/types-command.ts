import { toPrintableJson } from '../../model/json/printable-json.ts';
import { type Capabilities, getCapabilities } from '../../resources/capabilities.ts';
import { CATALOGUE } from '../../resources/catalogue.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../output/terminal.ts';

/** Lists the resource types and what can be done with each. */
export async function runTypesCommand(options: { readonly format: string }, terminal: Terminal): Promise<ExitCode> {
  const capabilities = CATALOGUE.all.map(getCapabilities);
  terminal.print(options.format === 'json' ? toPrintableJson(capabilities, 2) : formatTypes(capabilities));
  return EXIT.ok;
}

function formatTypes(capabilities: readonly Capabilities[]): string {
  const rows = [['TYPE', 'KEY', 'CREATE', 'UPDATE', 'DELETE', 'EXPORT', 'IN YAML'], ...capabilities.map(toTypeRow)];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, '', `${capabilities.length} types. docs/resources.md describes their fields.`].join('\n');
}

const toTypeRow = ({ type, at, key, relations, ...can }: Capabilities): readonly string[] => [
  type,
  key.length === 0 ? '(one)' : key.join(', '),
  ...[can.create, can.update, can.delete].map((isPossible) => (isPossible ? 'yes' : '-')),
  can.export,
  relations.length === 0 ? at : `${at}, with ${relations.join(', ')}`,
];
