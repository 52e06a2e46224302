import type { DeclaredResource } from '../../model/definition/definition.ts';
import { equal, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { pointerOf } from '../../model/json/pointer.ts';
import type { PlannedRequest } from '../../model/plan/plan.ts';
import type { ResourceType } from '../../resources/define.ts';
import { ownTarget } from '../../resources/endpoints.ts';
import { createBody } from '../../schema/request/compose.ts';
import { only } from '../draft.ts';
import { secretsOf } from '../operations/changed-fields.ts';
import type { Context } from '../planning-context.ts';
import { type Attaching, changedMembers, holds, idOf, type Wanted } from './attached.ts';
import { holdsAny, type List, nested, type Ref, refsOf, sameLists, united } from './attached-lists.ts';

/** The requests around a resource's own update that make, attach, detach and delete what it attaches. */
export interface Rotation {
  readonly before: readonly PlannedRequest[];
  /** What the update itself attaches: its top-level fields, where they are not so already. */
  readonly fields: JsonObject;
  readonly after: readonly PlannedRequest[];
  /** Whether for a moment nothing is attached where something was and will be. */
  readonly bare: boolean;
}

/**
 * New ones are made while the old ones still count. Where there is no room for that, the one that goes is detached and deleted first, and
 * whatever else is attached stays attached; so there are never too many, and never none where one could be left.
 */
export function rotationOf(type: ResourceType, declared: DeclaredResource, attaching: Attaching, context: Context): Rotation {
  const steps = new Steps(type, declared, attaching, context);
  for (const one of attaching.wanted) steps.change(one);
  for (const one of inTurn(attaching)) steps.make(one);
  return steps.end();
}

/** First what is to take the place of one that goes: so that one can go without leaving its place empty. */
function inTurn({ wanted, goes, now }: Attaching): readonly Wanted[] {
  const left = new Set(now.filter((list) => goes.some((item) => holds(list, item))).map(({ at }) => at[0]));
  const follows = ({ list }: Wanted): boolean => left.has(list.at[0]);
  const news = wanted.filter(({ live }) => !live);
  return [...news.filter(follows), ...news.filter((one) => !follows(one))];
}

class Steps {
  readonly #type: ResourceType;
  readonly #declared: DeclaredResource;
  readonly #attaching: Attaching;
  readonly #context: Context;
  readonly #requests: PlannedRequest[] = [];
  readonly #goes: JsonObject[];
  readonly #gone = new Set<string>();
  readonly #made = new Map<Wanted, Ref>();
  /** What the fields attach by now. */
  #now: JsonObject;
  #room: number;
  #bare = false;

  constructor(type: ResourceType, declared: DeclaredResource, attaching: Attaching, context: Context) {
    this.#type = type;
    this.#declared = declared;
    this.#attaching = attaching;
    this.#context = context;
    this.#goes = [...attaching.goes];
    this.#room = attaching.attached.most - attaching.all.length;
    this.#now = nested(attaching.now.map(({ at, items }): List => [at, refsOf(items)]));
  }

  change(one: Wanted): void {
    const names = changedMembers(this.#attaching, one);
    if (names.length === 0 || !one.live) return;
    const body = Object.fromEntries(names.map((name): [string, JsonValue] => [name, member(one.item, name) ?? null]));
    this.#requests.push({ method: 'PATCH', ...this.#at(one.live), body });
  }

  make(one: Wanted): void {
    if (this.#room <= 0) this.#makeRoom();
    const { list, item, index } = one;
    const at = pointerOf([...list.at, index]);
    const body = createBody(list.shape, item, this.#context.wire(secretsOf(this.#declared)), at);
    this.#requests.push({ method: 'POST', path: this.#attaching.attached.list.path, params: this.#params(), body });
    this.#made.set(one, { id: { $made: this.#made.size } });
    this.#room -= 1;
  }

  end(): Rotation {
    const fields = this.#differing(nested(this.#wanted()));
    const before = [...this.#requests];
    const after = this.#goes.map((item): PlannedRequest => ({ method: 'DELETE', ...this.#at(item) }));
    return { before, fields, after, bare: this.#bare };
  }

  #makeRoom(): void {
    const item = this.#goes.shift();
    if (!item) return;
    this.#gone.add(idOf(item));
    const fields = new Set(this.#attaching.now.filter((list) => holds(list, item)).map(({ at }) => at[0] ?? ''));
    this.#attach(this.#differing(only(this.#fieldsMeanwhile(), fields)));
    this.#requests.push({ method: 'DELETE', ...this.#at(item) });
    this.#room += 1;
  }

  #attach(body: JsonObject): void {
    if (Object.keys(body).length === 0) return;
    this.#bare ||= this.#attaching.wanted.some(
      ({ list: { at } }) => at[0] !== undefined && at[0] in body && !holdsAny(body[at[0]] ?? null),
    );
    this.#requests.push({ method: 'PATCH', ...ownTarget(this.#type, this.#attaching.live.id), body });
    this.#now = { ...this.#now, ...body };
  }

  /** Fields without what has gone; as declared as soon as something that is declared is there. */
  #fieldsMeanwhile(): JsonObject {
    const wanted = this.#wanted();
    const left = this.#attaching.now.map(
      ({ at, items }): List => [at, refsOf(items).filter(({ id }) => !this.#gone.has(String(id)))],
    );
    const lists = this.#attaching.fields.flatMap((field) => {
      const coming = wanted.filter(([at, refs]) => at[0] === field && refs.length > 0);
      const going = left.filter(([at]) => at[0] === field);
      if (coming.length === 0) return going;
      return coming.map(([at, refs]): List => [at, united(going.find(([other]) => equal(other, at))?.[1] ?? [], refs)]);
    });
    return nested(lists);
  }

  /** The declared lists with what is there by now. */
  #wanted(): readonly List[] {
    return this.#attaching.lists.map((list) => [
      list.at,
      this.#attaching.wanted.filter((one) => one.list === list).flatMap((one) => this.#refOf(one)),
    ]);
  }

  #refOf(one: Wanted): readonly Ref[] {
    const made = this.#made.get(one);
    if (one.live) return [{ id: idOf(one.live) }];
    return made ? [made] : [];
  }

  #differing(fields: JsonObject): JsonObject {
    return Object.fromEntries(Object.entries(fields).filter(([name, value]) => !sameLists(value, member(this.#now, name))));
  }

  #params = (): NonNullable<PlannedRequest['params']> => ({ id: this.#attaching.live.id });

  #at(item: JsonObject): Pick<PlannedRequest, 'path' | 'params'> {
    return { path: `${this.#attaching.attached.list.path}/{item}`, params: { ...this.#params(), item: idOf(item) } };
  }
}
