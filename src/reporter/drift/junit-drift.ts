import { type Address, splitAddress } from '../../model/address.ts';
import type { Drift } from '../../model/drift.ts';
import { groupBy } from '../../model/group-by.ts';
import { renderDriftEntryLines } from '../text/drift/text-drift-entry.ts';
import { renderStyledLines } from '../text/lines/styled-line.ts';
import { DEFINITION_LABEL } from '../view/changes/drift-labels.ts';
import { formatMemberLines } from '../view/format-yaml.ts';
import { describeCause } from './describe-drift.ts';
import { buildDriftBlocks, type DriftBlock } from './drift-blocks.ts';
import { escapeXml } from './escape-xml.ts';

/** Renders drift as JUnit XML: one suite per type, one test case per declared resource. A resource that differs fails, with its authors. */
export function renderDriftJunit(drift: Drift): string {
  const differing = groupBy(buildDriftBlocks(drift), ({ address }) => address);
  const skipped = new Map(drift.skipped.map(({ address, why }) => [address, why]));
  // Resources that exist only in the tenant are not among the checked ones, which are all declared.
  const addresses = [...new Set([...drift.checked, ...differing.keys()])];
  const suites = [...groupBy(addresses, (address) => splitAddress(address).type)].map(([type, own]) =>
    renderSuiteXml(
      type,
      own,
      own.map((address) => renderCaseXml(address, differing.get(address) ?? [], skipped.get(address), drift)),
      own.filter((address) => differing.has(address)).length,
      own.filter((address) => skipped.has(address)).length,
    ),
  );
  const counts = `tests="${addresses.length}" failures="${differing.size}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escapeXml(`drift of ${drift.tenant}`)}" ${counts}>\n${suites.join('')}</testsuites>\n`;
}

const renderSuiteXml = (
  type: string,
  all: readonly Address[],
  cases: readonly string[],
  failures: number,
  skipped: number,
): string =>
  `  <testsuite name="${escapeXml(type)}" tests="${all.length}" failures="${failures}" errors="0" skipped="${skipped}">\n${cases.join('')}  </testsuite>\n`;

function renderCaseXml(address: Address, blocks: readonly DriftBlock[], skipped: string | undefined, drift: Drift): string {
  const { type, key } = splitAddress(address);
  const origin = blocks.flatMap(({ parts }) => parts).find((part) => part.origin)?.origin;
  const place = origin ? ` file="${escapeXml(origin.file)}" line="${origin.line}"` : '';
  const head = `    <testcase classname="${escapeXml(type)}" name="${escapeXml(key || type)}"${place}`;
  if (skipped !== undefined) return `${head}><skipped message="${escapeXml(skipped)}"/></testcase>\n`;
  const failures = blocks.flatMap((block) => block.parts.map((part) => renderFailureXml(block, part, drift)));
  return failures.length === 0 ? `${head}/>\n` : `${head}>\n${failures.join('')}    </testcase>\n`;
}

function renderFailureXml({ action }: DriftBlock, part: DriftBlock['parts'][number], { history }: Drift): string {
  const missing = formatMemberLines(part.missing).map((text) => `${DEFINITION_LABEL}  ${text}\n`);
  const entries = action === 'delete' ? '' : renderStyledLines(renderDriftEntryLines(part.entries, 0), false);
  return `      <failure type="${escapeXml(part.kind)}" message="${escapeXml(describeCause(part, history))}">${escapeXml(missing.join('') + entries)}</failure>\n`;
}
