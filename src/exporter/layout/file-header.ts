import type { LiveType, ReadRefusal, RefusedPart, Snapshot } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import type { ExportOptions } from '../export-options.ts';

/** The first lines of a file: for editors, where it comes from, and what of these types could not be read. */
export function renderFileHeader(snapshot: Snapshot, options: ExportOptions, types: readonly ResourceType[]): string {
  const lines = [
    ...(options.schema === undefined ? [] : [`# yaml-language-server: $schema=${toOneLine(options.schema)}`]),
    `# Exported from ${toOneLine(snapshot.tenant)} by ${toOneLine(options.tool)}.`,
    ...types.flatMap(({ type }) => renderMissing(type, snapshot.types[type])),
    ...types.flatMap((type) =>
      type.kind === 'placed' && type.exportDeclaredOnly
        ? [`# ${type.type} are not here: there are too many places to read.`]
        : [],
    ),
  ];
  return `${lines.join('\n')}\n\n`;
}

function renderMissing(type: string, live: LiveType | undefined): readonly string[] {
  if (live?.status === 'unavailable') return [`# ${type} are not here: ${formatReason(live)}.`];
  return (live?.refused ?? []).map((part) => `# ${toOneLine(formatPartName(part))} is not here: ${formatReason(part)}.`);
}

const formatPartName = ({ address, relation }: RefusedPart): string =>
  relation === undefined ? address : `${relation} of ${address}`;

function formatReason({ reason }: ReadRefusal): string {
  switch (reason) {
    case 'subscription':
      return 'the subscription of the tenant does not include this';
    case 'scope':
      return 'the token may not read this';
    case 'disabled':
      return 'the tenant refuses to show this';
  }
}

const toOneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
