import type { Drift } from '../../model/drift.ts';
import type { JsonObject } from '../../model/json/json-value.ts';
import { describeCause } from '../drift/describe-drift.ts';
import { buildDriftBlocks, type DriftBlock, type DriftPart } from '../drift/drift-blocks.ts';
import { sanitizeText } from '../sanitize.ts';
import { DRIFT_LABELS } from '../view/changes/drift-labels.ts';
import { formatHeadline } from './drift-notice.ts';

/** What Slack takes: 50 blocks of 3,000 characters. More than these are not read anyway. */
const BLOCKS_SHOWN = 20;
const MAX_TEXT_LENGTH = 2900;
const FIELDS_SHOWN = 8;

/** Drift for a person in a channel. The text is what notifications show, the blocks are the message. */
export function buildSlackMessage(drift: Drift): JsonObject {
  const blocks = buildDriftBlocks(drift);
  const more = blocks.length - BLOCKS_SHOWN;
  const moreBlocks = more > 0 ? [buildContext(`and ${more} more. \`tenon drift\` tells them all.`)] : [];
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

const formatBlock = ({ address, action, parts }: DriftBlock, drift: Drift): string =>
  [`${formatCode(address)} ${DRIFT_LABELS[action].words}`, ...parts.map((part) => formatPart(part, drift))].join('\n');

/** The names of fields only: more people read a channel than may read a tenant. */
function formatPart(part: DriftPart, { history }: Drift): string {
  const names = [...Object.keys(part.missing), ...part.entries.map(({ name }) => name)];
  const more = names.length > FIELDS_SHOWN ? ` and ${names.length - FIELDS_SHOWN} more` : '';
  const fields = names.length === 0 ? '' : `${names.slice(0, FIELDS_SHOWN).map(formatCode).join(', ')}${more}: `;
  return `${fields}${suppressFormatting(describeCause(part, history))}`;
}

/** Slack reads `&`, `<` and `>` as markup: mentions and links come from nothing else. The other signs only dress the text. */
const escapeMarkup = (text: string): string =>
  sanitizeText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const suppressFormatting = (text: string): string =>
  escapeMarkup(text).replace(/(?<!\w)[*_~`]|[*_~`](?!\w)/g, (sign) => `${sign}\u2060`);
const formatCode = (text: string): string =>
  `\`${escapeMarkup(text.length > 150 ? `${text.slice(0, 150)}…` : text).replaceAll('`', "'")}\``;
