import { toAddress } from '../model/address.ts';
import { groupBy } from '../model/group-by.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import type { ExportedResource } from './encode/export-resource.ts';
import type { KeptId, Omission, OmissionLog, OmissionReason } from './encode/omissions.ts';
import type { TypeView } from './encode/tenant-view.ts';
import type { ExportedSecret } from './export-options.ts';

/** Collects what is noticed, and tells it in as few lines as possible: one for each type and reason. */
export class ExportNotes implements OmissionLog {
  readonly #leftOut: Omission[] = [];
  readonly #kept: KeptId[] = [];

  recordOmission(entry: Omission): void {
    this.#leftOut.push(entry);
  }

  recordKeptId(entry: KeptId): void {
    this.#kept.push(entry);
  }

  listProblems(): readonly Problem[] {
    const groups = groupBy(this.#leftOut, ({ type, reason }) => `${type} ${reason}`);
    return [...[...groups.values()].flatMap(describeOmissions), ...describeKeptIds(this.#kept)];
  }
}

const createNote = (code: Problem['code'], type: string, message: string, hint?: string): Problem => ({
  code,
  severity: 'warning',
  message,
  place: { kind: 'address', address: type },
  ...(hint === undefined ? {} : { hint }),
});

const OMISSION_TEXTS: Readonly<
  Record<OmissionReason, { readonly code: Problem['code']; readonly words: string; readonly hint: string }>
> = {
  'kept-field': {
    code: 'unknown-field',
    words: 'fields that tenon does not know are kept as they are',
    hint: 'They are sent as written. Remove those that the API works out by itself.',
  },
  'kept-value': {
    code: 'wrong-value',
    words: 'values that tenon does not know are kept as they are',
    hint: 'They are sent as written.',
  },
  whole: {
    code: 'wrong-value',
    words: 'whole resources are left out, because a field that they cannot be made without cannot be written',
    hint: 'They stay in the tenant as they are.',
  },
  unknown: {
    code: 'unknown-field',
    words: 'fields whose names begin with "$" are left out',
    hint: 'They stay in the tenant as they are.',
  },
  refused: {
    code: 'wrong-value',
    words: 'values that a definition cannot hold are left out',
    hint: 'They stay in the tenant as they are.',
  },
  deprecated: {
    code: 'deprecated-field',
    words: 'fields that Auth0 wants nobody to use any more are left out',
    hint: 'They stay in the tenant as they are; --full exports them.',
  },
  generated: {
    code: 'left-out',
    words: 'secrets that Auth0 makes by itself are left out',
    hint: 'They stay as they are; --full asks for them by name, for a tenant that shall have the same.',
  },
  hidden: {
    code: 'secret-missing',
    words: 'secrets of which the tenant shows neither values nor names are left out',
    hint: 'They stay in the tenant as they are. For another tenant, add them to the file by hand.',
  },
  unread: {
    code: 'scope-missing',
    words: 'lists that could not be read are left out',
    hint: 'They stay in the tenant as they are.',
  },
};

function describeOmissions(entries: readonly Omission[]): readonly Problem[] {
  const [first] = entries;
  if (!first) return [];
  const { code, words, hint } = OMISSION_TEXTS[first.reason];
  const paths = groupBy(entries, formatOmission);
  const texts = [...paths].map(([path, group]) => (group.length === 1 ? path : `${path} (${group.length} times)`));
  return [createNote(code, first.type, `${first.type}: ${words}: ${formatList(texts)}`, hint)];
}

const formatOmission = ({ path, address, value }: Omission): string =>
  `${path === '' ? address : path}${value === undefined ? '' : ` ${value}`}`;

function describeKeptIds(kept: readonly KeptId[]): readonly Problem[] {
  const groups = groupBy(kept, ({ type, reason: why }) => `${type} ${why}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const ids = formatList([...new Set(group.map(({ id }) => id))]);
    return first.reason === 'unknown'
      ? [createNote('dangling-reference', first.type, `${first.type} of which nothing is known are referred to by id: ${ids}`)]
      : [createNote('ambiguous-key', first.type, `${first.type} that share a name are referred to by id: ${ids}`)];
  });
}

const MAX_LISTED = 12;
const formatList = (texts: readonly string[]): string =>
  [...texts.slice(0, MAX_LISTED), ...(texts.length > MAX_LISTED ? [`… and ${texts.length - MAX_LISTED} more`] : [])].join(', ');

/** Types of which there are too many places to look into all of them. */
export function noteUnreadTypes(types: readonly ResourceType[]): readonly Problem[] {
  const sparse = types.filter((type) => type.kind === 'placed' && type.exportDeclaredOnly).map(({ type }) => type);
  if (sparse.length === 0) return [];
  return [
    {
      code: 'left-out',
      severity: 'warning',
      message: `Not exported, because there are too many places to read: ${formatList(sparse)}`,
      hint: 'Declare those that you use: tenon plan and tenon drift read what is declared.',
    },
  ];
}

/** Who looks for the client that tenon runs as should learn why it is not there. Auth0's own resources nobody looks for. */
export function noteOwnClient(views: readonly TypeView[]): readonly Problem[] {
  const own = views.flatMap(({ type, self }) => self.map(({ key }) => toAddress(type.type, key)));
  if (own.length === 0) return [];
  const message = `What tenon itself runs as is left out: ${formatList(own)}`;
  return [{ code: 'self-managed', severity: 'warning', message }];
}

/** Resources that only `$id` tells apart: the file is for this tenant alone. */
export function notePinnedResources(resources: readonly ExportedResource[]): readonly Problem[] {
  const pinned = resources.filter(({ part }) => part.members.some(([name]) => name === '$id'));
  return [...groupBy(pinned, ({ type }) => type.type)].map(([type, group]) => {
    const names = formatList([...new Set(group.map(({ key }) => key))]);
    return createNote('ambiguous-key', type, `${type} that share a name are told apart by $id: ${names}`);
  });
}

export function noteHiddenSecrets(secrets: readonly ExportedSecret[]): readonly Problem[] {
  const hidden = secrets.filter((secret) => secret.hidden);
  if (hidden.length === 0) return [];
  const message = `The tenant does not show what these secrets are: ${formatList(hidden.map(({ name }) => name))}`;
  const hint = 'A change around one of them sends it along: set it to its real value before applying one.';
  return [{ code: 'secret-missing', severity: 'warning', message, hint }];
}
