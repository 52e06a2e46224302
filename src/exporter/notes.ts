import { addressOf } from '../model/address.ts';
import { groupBy } from '../model/group.ts';
import type { Problem } from '../model/problem/problem.ts';
import type { ResourceType } from '../resources/define.ts';
import type { KeptId, LeftOut, Notebook, Reason } from './encode/left-out.ts';
import type { ExportedResource } from './encode/resource.ts';
import type { TypeView } from './encode/tenant.ts';
import type { ExportedSecret } from './options.ts';

/** Collects what is noticed, and tells it in as few lines as possible: one for each type and reason. */
export class Notes implements Notebook {
  readonly #leftOut: LeftOut[] = [];
  readonly #kept: KeptId[] = [];

  leaveOut(entry: LeftOut): void {
    this.#leftOut.push(entry);
  }

  keepId(entry: KeptId): void {
    this.#kept.push(entry);
  }

  problems(): readonly Problem[] {
    const groups = groupBy(this.#leftOut, ({ type, reason }) => `${type} ${reason}`);
    return [...[...groups.values()].flatMap(leftOutNote), ...keptNotes(this.#kept)];
  }
}

const note = (code: Problem['code'], type: string, message: string, hint?: string): Problem => ({
  code,
  severity: 'warning',
  message,
  place: { kind: 'address', address: type },
  ...(hint === undefined ? {} : { hint }),
});

const WORDS: Readonly<Record<Reason, { readonly code: Problem['code']; readonly words: string; readonly hint: string }>> = {
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

function leftOutNote(entries: readonly LeftOut[]): readonly Problem[] {
  const [first] = entries;
  if (!first) return [];
  const { code, words, hint } = WORDS[first.reason];
  const paths = groupBy(entries, nameOf);
  const texts = [...paths].map(([path, group]) => (group.length === 1 ? path : `${path} (${group.length} times)`));
  return [note(code, first.type, `${first.type}: ${words}: ${listed(texts)}`, hint)];
}

const nameOf = ({ path, address, value }: LeftOut): string =>
  `${path === '' ? address : path}${value === undefined ? '' : ` ${value}`}`;

function keptNotes(kept: readonly KeptId[]): readonly Problem[] {
  const groups = groupBy(kept, ({ type, why }) => `${type} ${why}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const ids = listed([...new Set(group.map(({ id }) => id))]);
    return first.why === 'unknown'
      ? [note('dangling-reference', first.type, `${first.type} of which nothing is known are referred to by id: ${ids}`)]
      : [note('ambiguous-key', first.type, `${first.type} that share a name are referred to by id: ${ids}`)];
  });
}

const LONGEST = 12;
const listed = (texts: readonly string[]): string =>
  [...texts.slice(0, LONGEST), ...(texts.length > LONGEST ? [`… and ${texts.length - LONGEST} more`] : [])].join(', ');

/** Types of which there are too many places to look into all of them. */
export function sparseNote(types: readonly ResourceType[]): readonly Problem[] {
  const sparse = types.filter((type) => type.kind === 'placed' && type.sparse).map(({ type }) => type);
  if (sparse.length === 0) return [];
  return [
    {
      code: 'left-out',
      severity: 'warning',
      message: `Not exported, because there are too many places to read: ${listed(sparse)}`,
      hint: 'Declare those that you use: tenon plan and tenon drift read what is declared.',
    },
  ];
}

/** Who looks for the client that tenon runs as should learn why it is not there. Auth0's own resources nobody looks for. */
export function selfNote(views: readonly TypeView[]): readonly Problem[] {
  const own = views.flatMap(({ type, self }) => self.map(({ key }) => addressOf(type.type, key)));
  if (own.length === 0) return [];
  const message = `What tenon itself runs as is left out: ${listed(own)}`;
  return [{ code: 'self-managed', severity: 'warning', message }];
}

/** Resources that only `$id` tells apart: the file is for this tenant alone. */
export function pinnedNotes(resources: readonly ExportedResource[]): readonly Problem[] {
  const pinned = resources.filter(({ part }) => part.members.some(([name]) => name === '$id'));
  return [...groupBy(pinned, ({ type }) => type.type)].map(([type, group]) => {
    const names = listed([...new Set(group.map(({ key }) => key))]);
    return note('ambiguous-key', type, `${type} that share a name are told apart by $id: ${names}`);
  });
}

export function hiddenNotes(secrets: readonly ExportedSecret[]): readonly Problem[] {
  const hidden = secrets.filter((secret) => secret.hidden);
  if (hidden.length === 0) return [];
  const message = `The tenant does not show what these secrets are: ${listed(hidden.map(({ name }) => name))}`;
  const hint = 'A change around one of them sends it along: set it to its real value before applying one.';
  return [{ code: 'secret-missing', severity: 'warning', message, hint }];
}
