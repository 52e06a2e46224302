import type { Exported, ExportedSecret } from '../../exporter/options.ts';
import { stepsOf } from '../../model/json/pointer.ts';
import { clean } from '../../reporter/sanitize.ts';
import { plural } from '../../reporter/view/summary.ts';

/** What a person needs to know after an export: where it is, and which secrets it asks for. */
export function exportText({ files, secrets }: Exported, where: string | undefined): string {
  const others = files.length - 1;
  const beside = others > 0 ? `, with ${plural(others, 'file')} beside it` : '';
  return [...(where === undefined ? [] : [`${clean(where)} is written${beside}`]), ...secretLines(secrets)].join('\n');
}

function secretLines(secrets: readonly ExportedSecret[]): readonly string[] {
  if (secrets.length === 0) return [];
  const width = Math.min(LONGEST, Math.max(...secrets.map(({ name }) => name.length)));
  return [
    'Secrets are not in the export. Set them in the environment before you plan:',
    ...secrets.map((secret) => `  ${secret.name.padEnd(width)}  ${placeOf(secret)}${secret.hidden ? HIDDEN : ''}`),
  ];
}

const LONGEST = 60;
const HIDDEN = '  (the tenant does not show it)';

const placeOf = ({ address, pointer }: ExportedSecret): string => clean(`${address} ${stepsOf(pointer).join('.')}`);
