import type { DeclaredResource } from '../../model/definition/definition.ts';
import { getObjectMember, isEqual, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { toPointer } from '../../model/json/pointer.ts';
import { createMadePlaceholder } from '../../model/plan/placeholders.ts';
import type { PlannedRequest } from '../../model/plan/planned-request.ts';
import { getResourceTarget } from '../../resources/endpoints/resource-endpoints.ts';
import type { ResourceType } from '../../resources/resource-type.ts';
import { composeCreateBody } from '../../schema/request/compose-body.ts';
import { pickMembers } from '../draft.ts';
import { getSecretPointers } from '../operations/changed-fields.ts';
import type { PlanningContext } from '../planning-context.ts';
import {
  type AttachmentRef,
  type AttachmentRefList,
  hasAnyItem,
  hasSameItems,
  nestLists,
  toAttachmentRefs,
  uniteRefs,
} from './attached-lists.ts';
import { type AttachmentState, type DeclaredAttachment, getAttachedId, isInList, listChangedMembers } from './match-attached.ts';

/** The requests around a resource's update that create, attach, detach and delete its attached items. */
export interface Rotation {
  readonly before: readonly PlannedRequest[];
  /** The top-level fields of the update that change which items are attached. */
  readonly fields: JsonObject;
  readonly after: readonly PlannedRequest[];
  /** Whether a field that has items before and after is empty in between. */
  readonly hasGap: boolean;
}

/**
 * Plans a rotation that creates new items while the old ones are still valid. At the item limit, an old item is detached and deleted
 * first while the others stay attached, so the limit is never exceeded and no field is emptied unless it has to be.
 */
export function planRotation(
  type: ResourceType,
  declared: DeclaredResource,
  attaching: AttachmentState,
  context: PlanningContext,
): Rotation {
  const steps = new CredentialRotation(type, declared, attaching, context);
  for (const item of attaching.declaredItems) steps.changeItem(item);
  for (const item of orderNewItems(attaching)) steps.makeItem(item);
  return steps.finish();
}

/** Orders new items: replacements of leaving items first, so that those can be deleted without leaving their field empty. */
function orderNewItems({ declaredItems, leaving, now }: AttachmentState): readonly DeclaredAttachment[] {
  const shrinking = new Set(now.filter((list) => leaving.some((item) => isInList(list, item))).map(({ at }) => at[0]));
  const isReplacement = ({ list }: DeclaredAttachment): boolean => shrinking.has(list.at[0]);
  const added = declaredItems.filter(({ live }) => !live);
  return [...added.filter(isReplacement), ...added.filter((one) => !isReplacement(one))];
}

class CredentialRotation {
  readonly #type: ResourceType;
  readonly #declared: DeclaredResource;
  readonly #attaching: AttachmentState;
  readonly #context: PlanningContext;
  readonly #requests: PlannedRequest[] = [];
  readonly #leaving: JsonObject[];
  readonly #gone = new Set<string>();
  readonly #made = new Map<DeclaredAttachment, AttachmentRef>();
  /** What the fields attach at this point of the rotation. */
  #now: JsonObject;
  #room: number;
  #hasGap = false;

  constructor(type: ResourceType, declared: DeclaredResource, attaching: AttachmentState, context: PlanningContext) {
    this.#type = type;
    this.#declared = declared;
    this.#attaching = attaching;
    this.#context = context;
    this.#leaving = [...attaching.leaving];
    this.#room = attaching.attached.limit - attaching.all.length;
    this.#now = nestLists(attaching.now.map(({ at, items }): AttachmentRefList => [at, toAttachmentRefs(items)]));
  }

  changeItem(one: DeclaredAttachment): void {
    const names = listChangedMembers(this.#attaching, one);
    if (names.length === 0 || !one.live) return;
    const body = Object.fromEntries(names.map((name): [string, JsonValue] => [name, getObjectMember(one.item, name) ?? null]));
    this.#requests.push({ method: 'PATCH', ...this.#getItemTarget(one.live), body });
  }

  makeItem(one: DeclaredAttachment): void {
    if (this.#room <= 0) this.#makeRoom();
    const { list, item, index } = one;
    const at = toPointer([...list.at, index]);
    const body = composeCreateBody(list.shape, item, this.#context.getWireOptions(getSecretPointers(this.#declared)), at);
    this.#requests.push({ method: 'POST', path: this.#attaching.attached.list.path, params: this.#getParams(), body });
    this.#made.set(one, { id: createMadePlaceholder(this.#made.size) });
    this.#room -= 1;
  }

  finish(): Rotation {
    const fields = this.#pickDiffering(nestLists(this.#listDeclaredRefs()));
    const before = [...this.#requests];
    const after = this.#leaving.map((item): PlannedRequest => ({ method: 'DELETE', ...this.#getItemTarget(item) }));
    return { before, fields, after, hasGap: this.#hasGap };
  }

  #makeRoom(): void {
    const item = this.#leaving.shift();
    if (!item) return;
    this.#gone.add(getAttachedId(item));
    const fields = new Set(this.#attaching.now.filter((list) => isInList(list, item)).map(({ at }) => at[0] ?? ''));
    this.#attach(this.#pickDiffering(pickMembers(this.#computeInterimFields(), fields)));
    this.#requests.push({ method: 'DELETE', ...this.#getItemTarget(item) });
    this.#room += 1;
  }

  #attach(body: JsonObject): void {
    if (Object.keys(body).length === 0) return;
    this.#hasGap ||= this.#attaching.declaredItems.some(
      ({ list: { at } }) => at[0] !== undefined && at[0] in body && !hasAnyItem(body[at[0]] ?? null),
    );
    this.#requests.push({ method: 'PATCH', ...getResourceTarget(this.#type, this.#attaching.live.id), body });
    this.#now = { ...this.#now, ...body };
  }

  /** Computes the fields without deleted items: as declared once a declared item exists, otherwise what was attached. */
  #computeInterimFields(): JsonObject {
    const declared = this.#listDeclaredRefs();
    const remaining = this.#attaching.now.map(
      ({ at, items }): AttachmentRefList => [at, toAttachmentRefs(items).filter(({ id }) => !this.#gone.has(String(id)))],
    );
    const lists = this.#attaching.fields.flatMap((field) => {
      const coming = declared.filter(([at, refs]) => at[0] === field && refs.length > 0);
      const staying = remaining.filter(([at]) => at[0] === field);
      if (coming.length === 0) return staying;
      return coming.map(
        ([at, refs]): AttachmentRefList => [at, uniteRefs(staying.find(([other]) => isEqual(other, at))?.[1] ?? [], refs)],
      );
    });
    return nestLists(lists);
  }

  /** Lists the refs of the declared items that exist at this point. */
  #listDeclaredRefs(): readonly AttachmentRefList[] {
    return this.#attaching.lists.map((list) => [
      list.at,
      this.#attaching.declaredItems.filter((one) => one.list === list).flatMap((one) => this.#getRef(one)),
    ]);
  }

  #getRef(one: DeclaredAttachment): readonly AttachmentRef[] {
    const made = this.#made.get(one);
    if (one.live) return [{ id: getAttachedId(one.live) }];
    return made ? [made] : [];
  }

  #pickDiffering(fields: JsonObject): JsonObject {
    return Object.fromEntries(
      Object.entries(fields).filter(([name, value]) => !hasSameItems(value, getObjectMember(this.#now, name))),
    );
  }

  #getParams = (): NonNullable<PlannedRequest['params']> => ({ id: this.#attaching.live.id });

  #getItemTarget(item: JsonObject): Pick<PlannedRequest, 'path' | 'params'> {
    return { path: `${this.#attaching.attached.list.path}/{item}`, params: { ...this.#getParams(), item: getAttachedId(item) } };
  }
}
