import type { CheckReport } from '../../model/check-report.ts';
import { groupBy } from '../../model/group-by.ts';
import type { Finding } from '../../model/plan/finding.ts';
import { escapeXml } from '../drift/escape-xml.ts';
import { formatAcceptance, formatSubject } from './check-summary.ts';

/** Renders a check as JUnit XML: one suite per rule that found something, one test case per resource. Rules that were not judged are skipped. */
export function renderCheckJunit(report: CheckReport): string {
  const suites = [...groupBy(report.findings, ({ rule }) => rule)].map(([rule, findings]) =>
    renderSuite(rule, findings.length, findings.filter(({ accepted }) => !accepted).length, findings.map(renderFindingCase)),
  );
  const skipped = report.notJudged.map(
    ({ rule, unknown }) =>
      `    <testcase classname="not judged" name="${escapeXml(rule)}"><skipped message="${escapeXml(`unknown: ${unknown.join(', ')}`)}"/></testcase>\n`,
  );
  const all = [...suites, ...(skipped.length === 0 ? [] : [renderSuite('not judged', skipped.length, 0, skipped)])];
  const failures = report.findings.filter(({ accepted }) => !accepted).length;
  const counts = `tests="${report.findings.length + skipped.length}" failures="${failures}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escapeXml(`check of ${formatSubject(report)}`)}" ${counts}>\n${all.join('')}</testsuites>\n`;
}

function renderSuite(name: string, tests: number, failures: number, cases: readonly string[]): string {
  const skipped = name === 'not judged' ? tests : tests - failures;
  return `  <testsuite name="${escapeXml(name)}" tests="${tests}" failures="${failures}" errors="0" skipped="${skipped}">\n${cases.join('')}  </testsuite>\n`;
}

function renderFindingCase({ rule, severity, address, field, message, hint, source, place, accepted }: Finding): string {
  const where = place ? ` file="${escapeXml(place.file)}" line="${place.line}"` : '';
  const head = `    <testcase classname="${escapeXml(rule)}" name="${escapeXml(address)}"${where}>`;
  const body = accepted
    ? `<skipped message="${escapeXml(formatAcceptance(accepted))}"/>`
    : `<failure type="${severity}" message="${escapeXml(message)}">${escapeXml([field ?? '', hint, source].filter((text) => text !== '').join('\n'))}</failure>`;
  return `${head}${body}</testcase>\n`;
}
