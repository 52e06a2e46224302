import type { CheckReport } from '../../model/check-report.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import { omitUndefined } from '../../model/json/omit-undefined.ts';
import type { Finding, Severity } from '../../model/plan/finding.ts';
import { hashSha256 } from '../../schema/compare/fingerprint.ts';
import { escapeProse } from '../markdown/markdown-escape.ts';
import { sanitizeText } from '../sanitize.ts';
import { buildSarifLocation, renderSarifLog } from '../sarif/sarif-log.ts';

/** GitHub reads over 9 as critical, over 7 as high, over 4 as medium. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = { error: '8.0', warning: '5.0', info: '2.0' };
const TAKEOVER_SEVERITY = '9.5';
const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** Renders a check as SARIF 2.1.0. Accepted findings are suppressed alerts with their reason. */
export function renderCheckSarif(report: CheckReport): string {
  const byRule = new Map(report.findings.map((finding) => [finding.rule, finding]));
  const takeovers = new Set(report.takeovers);
  return renderSarifLog({
    tool: report.tool,
    rules: [...byRule.values()].map((finding) => buildRule(finding, takeovers.has(finding.rule))),
    properties: { environment: report.environment, ...omitUndefined({ tenant: report.tenant }) },
    results: report.findings.map((finding) => buildResult(finding, report)),
  });
}

function buildRule({ rule, severity, message, hint, source }: Finding, isTakeover: boolean): JsonObject {
  const text = `${message} ${hint}`;
  return {
    id: rule,
    shortDescription: { text: message },
    fullDescription: { text },
    help: { text: `${text} Source: ${source}`, markdown: `${escapeProse(text)}\n\nSource: ${escapeProse(source)}` },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      'security-severity': isTakeover ? TAKEOVER_SEVERITY : SECURITY_SEVERITY[severity],
      tags: ['security'],
    },
  };
}

const buildResult = (finding: Finding, { files }: CheckReport): JsonObject => ({
  ruleId: finding.rule,
  level: LEVELS[finding.severity],
  message: { text: `${sanitizeText(finding.address)}: ${finding.message} ${finding.hint}` },
  locations: [buildSarifLocation(files, finding.place, finding.address)],
  // Independent of the line, so that code scanning recognizes an alert when its line moves.
  partialFingerprints: { 'finding/v1': hashSha256([finding.rule, finding.address, finding.field ?? '']) },
  ...(finding.accepted && {
    suppressions: [{ kind: 'inSource', status: 'accepted', justification: sanitizeText(finding.accepted.reason) }],
  }),
});
