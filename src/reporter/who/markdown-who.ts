import type { AccessReport } from '../../model/access-report.ts';
import { escapeProse, formatCode } from '../markdown/markdown-escape.ts';
import { buildFittedReport, type MarkdownOptions } from '../markdown/markdown-report.ts';
import { buildAccessSections } from './access-sections.ts';
import { describeLimits, describeNobody, formatAsked } from './describe-answer.ts';

/** Renders who has what for an issue, a pull request or an access review. */
export function renderWhoMarkdown(report: AccessReport, options: MarkdownOptions = {}): string {
  const sections = buildAccessSections(report);
  const where = report.tenant === undefined ? '' : ` in ${formatCode(report.tenant)}`;
  const nobody = sections.length === 0 ? `\n${escapeProse(describeNobody(report))}\n` : '';
  return buildFittedReport(
    `### ${formatCode(formatAsked(report))}${where}\n${nobody}`,
    sections.map(({ title, count, groups }) => ({
      title: `#### ${escapeProse(title)}${count === undefined ? '' : ` (${count})`}`,
      pieces: groups.map(({ label, names }) => {
        const head = label === '' ? '- ' : `- ${escapeProse(label)}: `;
        return {
          rank: 0,
          versions: [`${head}${names.map(formatCode).join(', ')}\n`, `${head}${names.length} entries\n`] as const,
        };
      }),
    })),
    {
      ...options,
      foot: `\n${describeLimits(report)
        .map((text) => `<sub>${escapeProse(text)}</sub><br>\n`)
        .join('')}`,
    },
  );
}
