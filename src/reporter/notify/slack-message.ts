import type { Drift } from '../../model/drift.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import { describeCause } from '../drift/describe-drift.ts';
import { buildDriftBlocks, type DriftBlock, type DriftPart } from '../drift/drift-blocks.ts';
import { sanitizeText } from '../sanitize.ts';
import { formatHeadline } from './drift-notice.ts';

/** Slack accepts 50 blocks per message and 3,000 characters per text. Fewer are shown, to keep the message readable. */
const BLOCKS_SHOWN = 20;
const MAX_TEXT_LENGTH = 2900;
const FIELDS_SHOWN = 8;

/** Builds a Slack message about drift. `text` is what notifications show, `blocks` is the message itself. */
export function buildSlackMessage(drift: Drift): JsonObject {
  const blocks = buildDriftBlocks(drift);
  const more = blocks.length - BLOCKS_SHOWN;
  const moreBlocks = more > 0 ? [buildContext(`and ${more} more. Run \`tenon drift\` to see all.`)] : [];
  const shown = blocks.slice(0, BLOCKS_SHOWN).map((block) => buildSection(formatBlock(block, drift)));
  return {
    text: suppressFormatting(formatHeadline(drift)),
    blocks: [buildSection(`*${suppressFormatting(formatHeadline(drift))}*`), ...shown, ...moreBlocks],
  };
}

const buildSection = (text: string): JsonObject => ({
  type: 'section',
  text: { type: 'mrkdwn', text: text.slice(0, MAX_TEXT_LENGTH) },
});
const buildContext = (text: string): JsonObject => ({ type: 'context', elements: [{ type: 'mrkdwn', text }] });

const formatBlock = ({ address, difference, parts }: DriftBlock, drift: Drift): string =>
  [`${formatCode(address)} ${difference}`, ...parts.map((part) => formatPart(part, drift))].join('\n');

/** Formats field names without values: a channel has more readers than the tenant. */
function formatPart(part: DriftPart, { history }: Drift): string {
  const names = [...Object.keys(part.missing), ...part.entries.map(({ name }) => name)];
  const more = names.length > FIELDS_SHOWN ? ` and ${names.length - FIELDS_SHOWN} more` : '';
  const fields = names.length === 0 ? '' : `${names.slice(0, FIELDS_SHOWN).map(formatCode).join(', ')}${more}: `;
  return `${fields}${suppressFormatting(describeCause(part, history))}`;
}

/** Escapes `&`, `<` and `>`, from which Slack makes mentions and links. All other markup only changes the style of text. */
const escapeMarkup = (text: string): string =>
  sanitizeText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** Also keeps Slack from reading `*`, `_`, `~` and backticks as styles: a word joiner after each makes it plain text. */
const suppressFormatting = (text: string): string =>
  escapeMarkup(text).replace(/(?<!\w)[*_~`]|[*_~`](?!\w)/g, (sign) => `${sign}\u2060`);
const formatCode = (text: string): string =>
  `\`${escapeMarkup(text.length > 150 ? `${text.slice(0, 150)}…` : text).replaceAll('`', "'")}\``;
