import type { LiveType, Snapshot } from '../model/snapshot.ts';
import type { ExportOptions } from './options.ts';

/** The first lines of a file: for editors, where it comes from, and what could not be read. */
export function headOf(snapshot: Snapshot, options: ExportOptions, missing: readonly string[]): string {
  const lines = [
    ...(options.schema === undefined ? [] : [`# yaml-language-server: $schema=${oneLine(options.schema)}`]),
    `# Exported from ${oneLine(snapshot.tenant)} by ${oneLine(options.tool)}.`,
    ...missing.map((type) => `# ${type} are not here: ${whyMissing(snapshot.types[type])}.`),
  ];
  return `${lines.join('\n')}\n\n`;
}

function whyMissing(live: LiveType | undefined): string {
  if (live?.status !== 'unavailable') return 'they were not read';
  switch (live.reason) {
    case 'subscription':
      return 'the subscription of the tenant does not include them';
    case 'scope':
      return 'the token may not read them';
    case 'disabled':
      return 'the tenant has them switched off';
  }
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
