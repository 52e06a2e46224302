import type { DeclaredResource } from '../../model/definition/definition.ts';
import { type JsonObject, member } from '../../model/json/json.ts';
import { pointerOf, stepsOf } from '../../model/json/pointer.ts';
import type { Change } from '../../model/plan/plan.ts';
import type { ResourceType } from '../../resources/define.ts';
import { shapeOf } from '../../resources/shape.ts';
import { fieldChanges } from '../../schema/compare/diff.ts';
import { memberShape, type Shape } from '../../schema/walk.ts';
import { type Draft, EMPTY_DRAFT } from '../draft.ts';
import { type Context, labelOf } from '../planning-context.ts';
import { changedFields, secretsOf } from './changed-fields.ts';
import { updateRequests } from './resource-requests.ts';

/** Declared fields that a create does not take. */
export const updateOnly = (shape: Shape, declared: JsonObject): ReadonlySet<string> =>
  new Set(Object.keys(declared).filter((name) => memberShape(shape, declared, name)?.schema['x-update-only']));

/** What a new resource only says after an update: fields that no create takes, and fields declared unset that the API fills in by itself. */
export function secondStep(type: ResourceType, declared: DeclaredResource, context: Context): readonly Draft[] {
  const shape = shapeOf(type);
  const late = updateOnly(shape, declared.fields);
  const set = fieldChanges(shape, {}, declared.fields, context.reading(secretsOf(declared), false)).filter((change) =>
    late.has(stepsOf(change.path)[0] ?? ''),
  );
  const changes = [...set, ...unset(shape, declared.fields)];
  if (changes.length === 0) return [];
  const operation: Draft['operation'] = {
    id: `update ${labelOf(type, declared.address, undefined, context)} (step 2)`,
    action: 'update',
    address: declared.address,
    changes,
    requests: updateRequests(type, declared, undefined, changedFields(changes), context),
    why: 'the API takes it only once the resource is there',
    risk: 'safe',
    origin: declared.origin,
  };
  return [{ ...EMPTY_DRAFT, operation, requires: [{ token: declared.address }] }];
}

const unset = (shape: Shape, declared: JsonObject): readonly Change[] =>
  Object.keys(declared).flatMap((name): readonly Change[] => {
    const implied = memberShape(shape, declared, name)?.schema['x-server-default'];
    if (implied === undefined || member(declared, name) !== null) return [];
    return [{ op: 'remove', path: pointerOf([name]), before: implied, kind: 'value' }];
  });
