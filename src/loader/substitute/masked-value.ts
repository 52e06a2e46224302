import { SECRET_MARK } from '../../model/plan/plan.ts';
import { createWarning, type Finding } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import type { Tree } from '../text/definition-tree.ts';
import { hasOverlap } from '../text/source-file.ts';
import { isOwnCredential } from './own-credentials.ts';

/** What auth0-deploy-cli and Auth0 write in the place of a value that they do not show, whatever field it is. */
const NOT_SHOWN = '_VALUE_NOT_SHOWN_';
const STARS = /^(?:\*{3,}|\u2022{3,})$/;

/** Whether a value is no value but the mask of one; in a secret, also a marker that nobody gives a value, as exports have it. */
export function isMasked(tree: Tree, secret: boolean): boolean {
  if (tree.kind === 'scalar') return tree.value === NOT_SHOWN || (secret && (isMask(tree.value) || isUnfilled(tree)));
  if (!secret) return false;
  if (tree.kind === 'list') return tree.items.some((item) => isMasked(item, true));
  return [...tree.members.values()].some(({ value }) => isMasked(value, true));
}

const isMask = (value: unknown): boolean => value === SECRET_MARK || (typeof value === 'string' && STARS.test(value));

const isUnfilled = ({ span }: Tree): boolean =>
  span.source.marked.missing.some((marker) => !isOwnCredential(marker.name) && hasOverlap(marker, span));

export const warnNotSent = (name: string, { span }: Tree): Finding =>
  createWarning('secret-masked', span, `"${name}" is masked: it is not sent, and the tenant keeps what it has`, {
    hint: `Write \${secret:NAME} to set it, or remove the line.`,
  });

/** A marker lacks nothing where nothing is sent. */
export const dropUnsentFindings = ({ findings, unsentSpans: unsent }: LoadContext): readonly Finding[] =>
  findings.filter(
    ({ code, span }) =>
      code !== 'marker-missing' || !span || !unsent.some((mask) => mask.source === span.source && hasOverlap(mask, span)),
  );
