import { type Address, isPatternMatch } from '../model/address.ts';
import type { DeclaredResource, Definition } from '../model/definition/definition.ts';
import type { Explanation, ExplanationVerdict, Origin } from '../model/explanation.ts';
import { getObjectMember, isArray, isObject, type JsonValue } from '../model/json/json-value.ts';
import { type Pointer, parsePointer } from '../model/json/pointer.ts';
import type { Operation, Plan } from '../model/plan/plan.ts';
import type { LiveResource, Snapshot } from '../model/snapshot.ts';
import { getResourceShape } from '../resources/resource-shape.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import { isHidden, renderNormalForm, toNormalForm } from '../schema/compare/normal-form.ts';
import { getItemShape, getMemberShape, type Shape } from '../schema/schema-shape.ts';
import { describeComparison } from './describe-comparison.ts';
import { collectKnownNames, findLiveResource, type ReferenceContext, readLiveRelations } from './live-lookup.ts';

export interface ExplainInput {
  readonly address: Address;
  readonly pointer: Pointer;
  readonly type: ResourceType;
  readonly definition: Definition;
  readonly snapshot: Snapshot;
  readonly plan: Plan;
  readonly catalogue: readonly ResourceType[];
  /** Where a declared value stands in the files. */
  readonly findOrigin: (address: Address, pointer: Pointer) => Origin | undefined;
}

/** Both sides of one value, how they are compared and what comes of it. Pure: all of it follows from the plan's own inputs. */
export function explainValue(input: ExplainInput): Explanation {
  const { address, pointer, plan, definition } = input;
  const known = collectKnownNames(input.snapshot, input.catalogue);
  const declared = definition.resources.find((resource) => resource.address === address);
  const planned = findPlannedAddress(address, declared, plan);
  const operations = plan.operations.filter((operation) => operation.address === planned);
  const live = findLiveResource({ ...input, address: planned }, declared, operations, known);
  const shape = findShape(getResourceShape(input.type), { ...live?.body, ...declared?.fields }, parsePointer(pointer));
  const wanted = declared && readDeclaredValue(input, declared, known);
  const changes = listChangesAt(operations, pointer);
  return {
    address,
    pointer,
    ...(declared && (wanted !== undefined || pointer === '') && { declared: buildDeclaredSide(input, wanted) }),
    ...(live && { live: buildLiveSide(input, live, known) }),
    comparison: pointer === '' ? [] : describeComparison(shape),
    verdict: decideVerdict(input, {
      declared,
      live,
      wanted,
      operations,
      changed: changes.length > 0,
      isHidden: isHidden(shape?.schema),
    }),
    changes,
  };
}

/** The plan may know a resource under another address than the files: where these name another tenant's own. */
function findPlannedAddress(address: Address, declared: DeclaredResource | undefined, plan: Plan): Address {
  if (!declared) return address;
  const { file, line, column } = declared.origin;
  const isSameOrigin = ({ origin }: Operation): boolean =>
    origin?.file === file && origin.line === line && origin.column === column;
  return plan.operations.find(isSameOrigin)?.address ?? address;
}

function buildDeclaredSide(
  { address, pointer, findOrigin: origin }: ExplainInput,
  value: JsonValue | undefined,
): NonNullable<Explanation['declared']> {
  const found = origin(address, pointer);
  return { ...(pointer !== '' && value !== undefined && { value }), ...(found && { origin: found }) };
}

function buildLiveSide(input: ExplainInput, live: LiveResource, known: ReferenceContext): NonNullable<Explanation['live']> {
  const whole = { ...live.body, ...readLiveRelations(input.type, live, known) };
  const value = input.pointer === '' ? undefined : readComparableValue(input, whole, new Set(), known, true);
  return { id: live.id, ...(value !== undefined && { value }) };
}

const readDeclaredValue = (
  input: ExplainInput,
  { fields, relations, secrets }: DeclaredResource,
  known: ReferenceContext,
): JsonValue | undefined => readComparableValue(input, { ...fields, ...relations }, new Set(Object.keys(secrets)), known, false);

/** A value in the form in which it is compared, with null where it is unset. */
function readComparableValue(
  { type, pointer }: ExplainInput,
  whole: JsonValue,
  secrets: ReadonlySet<Pointer>,
  known: ReferenceContext,
  isLive: boolean,
): JsonValue | undefined {
  const steps = parsePointer(pointer);
  const value = steps.reduce<JsonValue | undefined>(stepInto, whole);
  if (value === undefined || value === null) return value;
  const shape = isObject(whole) ? findShape(getResourceShape(type), whole, steps) : undefined;
  // What the tenant never shows is declared all the same.
  const form = toNormalForm(shape, value, { reference: known.names.toKey, secrets, defaults: isLive }, pointer);
  return form === undefined ? undefined : renderNormalForm(form);
}

/** Items of lists are named by their number, or by a value that they hold. */
function stepInto(value: JsonValue | undefined, step: string): JsonValue | undefined {
  if (isObject(value)) return getObjectMember(value, step);
  if (!isArray(value)) return undefined;
  const isNamedItem = (item: JsonValue): boolean => item === step || (isObject(item) && Object.values(item).includes(step));
  return value[Number(step)] ?? value.find(isNamedItem);
}

function findShape(shape: Shape, holder: JsonValue, steps: readonly string[]): Shape | undefined {
  return steps.reduce<{ at: Shape | undefined; value: JsonValue | undefined }>(
    ({ at, value }, step) => ({
      at: at?.schema.items ? getItemShape(at) : at && getMemberShape(at, isObject(value) ? value : {}, step),
      value: stepInto(value, step),
    }),
    { at: shape, value: holder },
  ).at;
}

const listChangesAt = (operations: readonly Operation[], pointer: Pointer): Explanation['changes'] =>
  operations
    .flatMap(({ changes }) => changes)
    .filter(({ path }) => path === pointer || path.startsWith(`${pointer}/`) || pointer.startsWith(`${path}/`));

interface ComparedSides {
  readonly declared: DeclaredResource | undefined;
  readonly live: LiveResource | undefined;
  readonly wanted: JsonValue | undefined;
  readonly operations: readonly Operation[];
  readonly changed: boolean;
  readonly isHidden: boolean;
}

function decideVerdict(input: ExplainInput, sides: ComparedSides): ExplanationVerdict {
  const { declared, live, wanted, operations } = sides;
  const [first] = operations;
  if (!declared) return explainUndeclared(input, first);
  const note = operations.find(({ action, id }) => action === 'note' && id === `note ${first?.address}`);
  if (note) return { kind: 'left alone', why: note.why };
  const ignored = input.definition.policy.ignore.find((pattern) => isPatternMatch(`${input.address}${input.pointer}`, pattern));
  if (ignored !== undefined) return { kind: 'left alone', why: `reconcile.ignore names it: ${ignored}` };
  if (!live) return { kind: 'change', why: 'the tenant has no such resource: it is created' };
  if (input.pointer !== '' && wanted === undefined)
    return { kind: 'unmanaged', why: 'nobody declares it: whatever the tenant has, stays' };
  const acting = operations.find(({ action }) => action !== 'note');
  if (sides.changed && acting) return { kind: 'change', why: `${acting.id}: ${acting.why}` };
  if (sides.isHidden)
    return { kind: 'not compared', why: `the tenant does not show it; --resend ${input.address} sends the declared value` };
  return { kind: 'same', why: 'compared like this, both sides say the same' };
}

function explainUndeclared({ definition, type }: ExplainInput, operation: Operation | undefined): ExplanationVerdict {
  if (operation?.action === 'delete') return { kind: 'change', why: operation.why };
  if (definition.declared.some((declaredType) => declaredType.type === type.type))
    return {
      kind: 'unmanaged',
      why: `the definition does not list it, and reconcile.prune does not name ${type.type}: it stays`,
    };
  return { kind: 'unmanaged', why: `no file names ${type.type}: all of them are left alone` };
}
