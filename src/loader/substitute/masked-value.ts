import { SECRET_MARK } from '../../model/plan/plan.ts';
import { createWarning, type LoadFinding } from '../findings.ts';
import type { LoadContext } from '../load-context.ts';
import type { Tree } from '../text/definition-tree.ts';
import { hasOverlap } from '../text/source-file.ts';
import { isOwnCredential } from './own-credentials.ts';

/** Placeholder that Auth0 and auth0-deploy-cli write for a hidden value of any field. */
const NOT_SHOWN = '_VALUE_NOT_SHOWN_';
const STARS = /^(?:\*{3,}|\u2022{3,})$/;

/**
 * Whether a value is only the mask of the real one.
 * @param secret the field is a secret: stars and, as in exports, a marker without a value count as masks too
 */
export function isMasked(tree: Tree, secret: boolean): boolean {
  if (tree.kind === 'scalar') return tree.value === NOT_SHOWN || (secret && (isMask(tree.value) || isUnfilled(tree)));
  if (!secret) return false;
  if (tree.kind === 'list') return tree.items.some((item) => isMasked(item, true));
  return [...tree.members.values()].some(({ value }) => isMasked(value, true));
}

const isMask = (value: unknown): boolean => value === SECRET_MARK || (typeof value === 'string' && STARS.test(value));

const isUnfilled = ({ span }: Tree): boolean =>
  span.source.marked.missing.some((marker) => !isOwnCredential(marker.name) && hasOverlap(marker, span));

export const warnNotSent = (name: string, { span }: Tree): LoadFinding =>
  createWarning('secret-masked', span, `"${name}" is masked, so it is not sent: the tenant keeps its current value`, {
    hint: `Write \${secret:NAME} to set it, or remove the line.`,
  });

/** Drops findings about markers without a value inside values that are not sent. */
export const dropUnsentFindings = ({ findings, unsentSpans }: LoadContext): readonly LoadFinding[] =>
  findings.filter(
    ({ code, span }) =>
      code !== 'marker-missing' ||
      !span ||
      !unsentSpans.some((unsent) => unsent.source === span.source && hasOverlap(unsent, span)),
  );
