import type { Exported, ExportedSecret } from '../../exporter/export-options.ts';
import { parsePointer } from '../../model/json/pointer.ts';
import { formatCount } from '../../model/wording.ts';
import { sanitizeText } from '../../reporter/sanitize.ts';

/** Formats what to know after an export: where it was written, and which secrets to set. */
export function formatExportSummary({ files, secrets }: Exported, where: string | undefined): string {
  const others = files.length - 1;
  const beside = others > 0 ? `, with ${formatCount(others, 'file')} next to it` : '';
  return [...(where === undefined ? [] : [`Written to ${sanitizeText(where)}${beside}`]), ...formatSecretLines(secrets)].join(
    '\n',
  );
}

function formatSecretLines(secrets: readonly ExportedSecret[]): readonly string[] {
  if (secrets.length === 0) return [];
  const width = Math.min(MAX_NAME_WIDTH, Math.max(...secrets.map(({ name }) => name.length)));
  return [
    'Secrets are not in the export. Set them in the environment before you plan:',
    ...secrets.map((secret) => `  ${secret.name.padEnd(width)}  ${formatSecretPlace(secret)}${secret.hidden ? HIDDEN_NOTE : ''}`),
  ];
}

const MAX_NAME_WIDTH = 60;
const HIDDEN_NOTE = '  (the tenant does not show it)';

const formatSecretPlace = ({ address, pointer }: ExportedSecret): string =>
  sanitizeText(`${address} ${parsePointer(pointer).join('.')}`);
