import type { Drift } from '../../model/drift.ts';
import type { JsonObject } from '../../model/json/json.ts';
import { type DriftBlock, type DriftPart, driftBlocks } from '../drift/blocks.ts';
import { sentenceOf } from '../drift/words.ts';
import { clean } from '../sanitize.ts';
import { DRIFT } from '../view/changes/drift.ts';
import { headline } from './notice.ts';

/** What Slack takes: 50 blocks of 3,000 characters. More than these are not read anyway. */
const SHOWN = 20;
const LONGEST = 2900;
const FIELDS = 8;

/** Drift for a person in a channel. The text is what notifications show, the blocks are the message. */
export function slackMessage(drift: Drift): JsonObject {
  const blocks = driftBlocks(drift);
  const more = blocks.length - SHOWN;
  const rest = more > 0 ? [context(`and ${more} more. \`tenon drift\` tells them all.`)] : [];
  const shown = blocks.slice(0, SHOWN).map((block) => section(blockText(block, drift)));
  return { text: plain(headline(drift)), blocks: [section(`*${plain(headline(drift))}*`), ...shown, ...rest] };
}

const section = (text: string): JsonObject => ({ type: 'section', text: { type: 'mrkdwn', text: text.slice(0, LONGEST) } });
const context = (text: string): JsonObject => ({ type: 'context', elements: [{ type: 'mrkdwn', text }] });

const blockText = ({ address, action, parts }: DriftBlock, drift: Drift): string =>
  [`${code(address)} ${DRIFT[action].words}`, ...parts.map((part) => partText(part, drift))].join('\n');

/** The names of fields only: more people read a channel than may read a tenant. */
function partText(part: DriftPart, { history }: Drift): string {
  const names = [...Object.keys(part.missing), ...part.entries.map(({ name }) => name)];
  const more = names.length > FIELDS ? ` and ${names.length - FIELDS} more` : '';
  const fields = names.length === 0 ? '' : `${names.slice(0, FIELDS).map(code).join(', ')}${more}: `;
  return `${fields}${plain(sentenceOf(part, history))}`;
}

/** Slack reads `&`, `<` and `>` as markup: mentions and links come from nothing else. The other signs only dress the text. */
const escaped = (text: string): string => clean(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const plain = (text: string): string => escaped(text).replace(/(?<!\w)[*_~`]|[*_~`](?!\w)/g, (sign) => `${sign}\u2060`);
const code = (text: string): string => `\`${escaped(text.length > 150 ? `${text.slice(0, 150)}…` : text).replaceAll('`', "'")}\``;
