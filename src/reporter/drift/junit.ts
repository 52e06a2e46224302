import { type Address, splitAddress } from '../../model/address.ts';
import type { Drift } from '../../model/drift.ts';
import { groupBy } from '../../model/group.ts';
import { driftEntryLines } from '../text/drift/drift-entry.ts';
import { painted } from '../text/line.ts';
import { memberLines } from '../view/yaml.ts';
import { type DriftBlock, driftBlocks } from './blocks.ts';
import { sentenceOf } from './words.ts';
import { xml } from './xml.ts';

/** One test case a declared resource, one suite a type: a CI shows those that differ as failed tests, and who made them differ. */
export function junitDrift(drift: Drift): string {
  const differing = groupBy(driftBlocks(drift), ({ address }) => address);
  const skipped = new Map(drift.skipped.map(({ address, why }) => [address, why]));
  // What only the tenant has is declared by nobody, and differs all the same.
  const addresses = [...new Set([...drift.checked, ...differing.keys()])];
  const suites = [...groupBy(addresses, (address) => splitAddress(address).type)].map(([type, own]) =>
    suiteXml(
      type,
      own,
      own.map((address) => caseXml(address, differing.get(address) ?? [], skipped.get(address), drift)),
      own.filter((address) => differing.has(address)).length,
      own.filter((address) => skipped.has(address)).length,
    ),
  );
  const counts = `tests="${addresses.length}" failures="${differing.size}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xml(`drift of ${drift.tenant}`)}" ${counts}>\n${suites.join('')}</testsuites>\n`;
}

const suiteXml = (type: string, all: readonly Address[], cases: readonly string[], failures: number, skipped: number): string =>
  `  <testsuite name="${xml(type)}" tests="${all.length}" failures="${failures}" errors="0" skipped="${skipped}">\n${cases.join('')}  </testsuite>\n`;

function caseXml(address: Address, blocks: readonly DriftBlock[], skipped: string | undefined, drift: Drift): string {
  const { type, key } = splitAddress(address);
  const origin = blocks.flatMap(({ parts }) => parts).find((part) => part.origin)?.origin;
  const place = origin ? ` file="${xml(origin.file)}" line="${origin.line}"` : '';
  const head = `    <testcase classname="${xml(type)}" name="${xml(key || type)}"${place}`;
  if (skipped !== undefined) return `${head}><skipped message="${xml(skipped)}"/></testcase>\n`;
  const failures = blocks.flatMap((block) => block.parts.map((part) => failureXml(block, part, drift)));
  return failures.length === 0 ? `${head}/>\n` : `${head}>\n${failures.join('')}    </testcase>\n`;
}

function failureXml({ action }: DriftBlock, part: DriftBlock['parts'][number], { history }: Drift): string {
  const missing = memberLines(part.missing).map((text) => `definition says  ${text}\n`);
  const entries = action === 'delete' ? '' : painted(driftEntryLines(part.entries, 0), false);
  return `      <failure type="${xml(part.kind)}" message="${xml(sentenceOf(part, history))}">${xml(missing.join('') + entries)}</failure>\n`;
}
