import { getLiveResources, type LiveType, type ReadRefusal, type RefusedPart, type Snapshot } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import type { ExportOptions } from '../export-options.ts';

/** Renders the first lines of a file: the schema for editors, the origin, and which of these types could not be read. */
export function renderFileHeader(snapshot: Snapshot, options: ExportOptions, types: readonly ResourceType[]): string {
  const lines = [
    ...(options.schema === undefined ? [] : [`# yaml-language-server: $schema=${toOneLine(options.schema)}`]),
    `# Exported from ${toOneLine(snapshot.tenant)} by ${toOneLine(options.tool)}.`,
    ...types.flatMap(({ type }) => renderMissing(type, snapshot.types[type])),
    ...types.flatMap((type) =>
      type.kind === 'placed' && type.exportDeclaredOnly && getLiveResources(snapshot, type.type).length === 0
        ? [`# ${type.type}: not exported, there are too many to read.`]
        : [],
    ),
  ];
  return `${lines.join('\n')}\n\n`;
}

function renderMissing(type: string, live: LiveType | undefined): readonly string[] {
  if (live?.status === 'unavailable') return [`# ${type}: not exported, ${formatReason(live)}.`];
  return (live?.refused ?? []).map((part) => `# ${toOneLine(formatPartName(part))}: not exported, ${formatReason(part)}.`);
}

const formatPartName = ({ address, relation }: RefusedPart): string =>
  relation === undefined ? address : `${relation} of ${address}`;

function formatReason({ reason }: ReadRefusal): string {
  switch (reason) {
    case 'subscription':
      return "the tenant's subscription does not include it";
    case 'scope':
      return 'the token lacks the scope to read it';
    case 'disabled':
      return 'the tenant has disabled reading it';
  }
}

const toOneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
