import { formatInlineValue, formatMemberLines } from '../view/format-yaml.ts';
import { type CreateGroup, collectFields } from '../view/plan/create-groups.ts';
import { joinRangeNames, listRangeNames } from '../view/plan/name-range.ts';
import type { ReportPiece } from './fit-pieces.ts';
import {
  cutDiff,
  formatDiff,
  HTML_STYLE,
  type InlineStyle,
  MARKDOWN_STYLE,
  PLAN_WORDING,
  renderBlockVersions,
  renderFolded,
} from './markdown-block.ts';
import { shortenText } from './markdown-escape.ts';
import { renderFindingItems } from './markdown-impact.ts';

/** Builds a created resource, or a group of similar ones: what they have in common, and each with what differs. */
export function buildCreatePiece(group: CreateGroup, rank: number): ReportPiece {
  const [first] = group.blocks;
  const findings = renderFindingItems(group.findings);
  if (first && group.blocks.length === 1) return { rank, versions: renderBlockVersions(first, PLAN_WORDING, findings) };
  const lines = renderGroupDiff(group).map((line) => shortenText(line, 500));
  const render = (shown: readonly string[]): string =>
    renderFolded(renderGroupName(group, HTML_STYLE), `${findings === '' ? '' : `${findings}\n`}${formatDiff(shown)}`);
  return { rank, versions: [render(lines), render(cutDiff(lines)), `- ${renderGroupName(group, MARKDOWN_STYLE)}\n`] };
}

const renderGroupName = ({ type, blocks }: CreateGroup, style: InlineStyle): string =>
  `${style.formatBold(`create ${blocks.length}`)} ${style.formatCode(type)}: ${joinRangeNames(listRangeNames(blocks).map(style.formatCode), blocks.length)}`;

const renderGroupDiff = ({ blocks, common, differing, reasons }: CreateGroup): readonly string[] => [
  ...reasons.map((why) => `# ${why}`),
  ...formatMemberLines(common).map((line) => `+ ${line}`),
  ...(differing.length === 0 ? [] : ['# each of them:']),
  ...blocks.map((block) => {
    const fields = collectFields(block);
    return `+ ${differing.map((name) => `${name}: ${formatInlineValue(fields[name])}`).join(', ') || block.key}`;
  }),
];
