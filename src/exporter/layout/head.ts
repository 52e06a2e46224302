import type { LiveType, Refused, RefusedPart, Snapshot } from '../../model/snapshot.ts';
import type { ResourceType } from '../../resources/define.ts';
import type { ExportOptions } from '../options.ts';

/** The first lines of a file: for editors, where it comes from, and what of these types could not be read. */
export function headOf(snapshot: Snapshot, options: ExportOptions, types: readonly ResourceType[]): string {
  const lines = [
    ...(options.schema === undefined ? [] : [`# yaml-language-server: $schema=${oneLine(options.schema)}`]),
    `# Exported from ${oneLine(snapshot.tenant)} by ${oneLine(options.tool)}.`,
    ...types.flatMap(({ type }) => missingLines(type, snapshot.types[type])),
    ...types.flatMap((type) =>
      type.kind === 'placed' && type.sparse ? [`# ${type.type} are not here: there are too many places to read.`] : [],
    ),
  ];
  return `${lines.join('\n')}\n\n`;
}

function missingLines(type: string, live: LiveType | undefined): readonly string[] {
  if (live?.status === 'unavailable') return [`# ${type} are not here: ${reasonText(live)}.`];
  return (live?.refused ?? []).map((part) => `# ${oneLine(nameOf(part))} is not here: ${reasonText(part)}.`);
}

const nameOf = ({ address, relation }: RefusedPart): string => (relation === undefined ? address : `${relation} of ${address}`);

function reasonText({ reason }: Refused): string {
  switch (reason) {
    case 'subscription':
      return 'the subscription of the tenant does not include this';
    case 'scope':
      return 'the token may not read this';
    case 'disabled':
      return 'the tenant refuses to show this';
  }
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
