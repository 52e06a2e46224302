import { type Address, isPatternMatch } from '../model/address.ts';
import type { DeclaredResource, Definition } from '../model/definition/definition.ts';
import type { Explanation, ExplanationVerdict, Origin } from '../model/explanation.ts';
import { getObjectMember, isArray, isObject, type JsonValue } from '../model/json/json-value.ts';
import { omitUndefined } from '../model/json/omit-undefined.ts';
import { type Pointer, parsePointer } from '../model/json/pointer.ts';
import { isChange, isNote, type Operation } from '../model/plan/operation.ts';
import type { Plan } from '../model/plan/plan.ts';
import type { LiveResource, Snapshot } from '../model/snapshot.ts';
import type { Catalogue } from '../resources/create-catalogue.ts';
import { collectKnownNames } from '../resources/identity/known-names.ts';
import { findRegistration } from '../resources/identity/registrations.ts';
import type { ReferenceContext } from '../resources/identity/resource-names.ts';
import { getResourceShape } from '../resources/resource-shape.ts';
import type { ResourceType } from '../resources/resource-type.ts';
import { isHidden, renderNormalForm, toNormalForm } from '../schema/compare/normal-form.ts';
import { getItemShape, getMemberShape, type Shape } from '../schema/schema-shape.ts';
import { describeComparison } from './describe-comparison.ts';
import { findLiveResource, readLiveRelations } from './live-lookup.ts';

export interface ExplainInput {
  readonly address: Address;
  readonly pointer: Pointer;
  readonly type: ResourceType;
  readonly definition: Definition;
  readonly snapshot: Snapshot;
  readonly plan: Plan;
  readonly catalogue: Catalogue;
  /** Finds where a value is declared in the files; undefined if it is not. */
  readonly findOrigin: (address: Address, pointer: Pointer) => Origin | undefined;
}

/** Explains one value: what is declared, what the tenant has, how they are compared, and the result. Pure, like the planner. */
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
    ...((isDeclaredAbsent(input) || (declared && (wanted !== undefined || pointer === ''))) && {
      declared: buildDeclaredSide(input, wanted),
    }),
    ...omitUndefined({ live: live && buildLiveSide(input, live, known) }),
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

const isDeclaredAbsent = ({ definition, address }: ExplainInput): boolean =>
  definition.absent.some((resource) => resource.address === address);

/** Finds the address in the plan by the declaration's place. It differs from the files where the planner adapts keys to the tenant. */
function findPlannedAddress(address: Address, declared: DeclaredResource | undefined, plan: Plan): Address {
  if (!declared) return address;
  const { file, line, column } = declared.origin;
  const isSameOrigin = ({ origin }: Operation): boolean =>
    origin?.file === file && origin.line === line && origin.column === column;
  return plan.operations.find(isSameOrigin)?.address ?? address;
}

function buildDeclaredSide(
  { address, pointer, findOrigin }: ExplainInput,
  value: JsonValue | undefined,
): NonNullable<Explanation['declared']> {
  const origin = findOrigin(address, pointer);
  return { ...(pointer !== '' && value !== undefined && { value }), ...omitUndefined({ origin }) };
}

function buildLiveSide(input: ExplainInput, live: LiveResource, known: ReferenceContext): NonNullable<Explanation['live']> {
  const whole = { ...live.body, ...readLiveRelations(input.type, live, known) };
  const value = input.pointer === '' ? undefined : readComparableValue(input, whole, new Set(), known, true);
  return { id: live.id, ...omitUndefined({ value }) };
}

const readDeclaredValue = (
  input: ExplainInput,
  { fields, relations, secrets }: DeclaredResource,
  known: ReferenceContext,
): JsonValue | undefined => readComparableValue(input, { ...fields, ...relations }, new Set(Object.keys(secrets)), known, false);

/** Reads a value in the normal form that the planner compares; null if it is unset, undefined if it is absent. */
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
  // Server defaults apply only to the live side: a declared value is shown as declared.
  const form = toNormalForm(shape, value, { reference: known.names.toKey, secrets, defaults: isLive }, pointer);
  return form === undefined ? undefined : renderNormalForm(form);
}

/** Follows one step of a path. A list item is named by its index or by a value that it contains. */
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

/** Whether the value is a key field of a registered resource, which the definition only uses as a name for it. */
const isNamedByDocument = ({ type, pointer }: ExplainInput, { fields }: DeclaredResource): boolean =>
  findRegistration(type, fields) !== undefined && type.key.includes(parsePointer(pointer)[0] ?? '');

function decideVerdict(input: ExplainInput, sides: ComparedSides): ExplanationVerdict {
  const { declared, live, wanted, operations } = sides;
  const [first] = operations;
  if (!declared) return explainUndeclared(input, first);
  const note = operations.filter(isNote).find(({ id }) => id === `note ${first?.address}`);
  if (note) return { kind: 'left alone', why: note.why };
  const ignored = input.definition.policy.ignore.find((pattern) => isPatternMatch(`${input.address}${input.pointer}`, pattern));
  if (ignored !== undefined) return { kind: 'left alone', why: `matched by reconcile.ignore: ${ignored}` };
  if (!live) return { kind: 'change', why: 'the tenant has no such resource; it will be created' };
  if (isNamedByDocument(input, declared))
    return { kind: 'left alone', why: 'the document that it is registered from decides it' };
  if (input.pointer !== '' && wanted === undefined)
    return { kind: 'unmanaged', why: "not declared in any file; the tenant's value is kept" };
  const acting = operations.find(isChange);
  if (sides.changed && acting) return { kind: 'change', why: `${acting.id}: ${acting.why}` };
  if (sides.isHidden)
    return { kind: 'not compared', why: `the API does not return it; use --resend ${input.address} to send the declared value` };
  return { kind: 'same', why: 'the definition and the tenant agree' };
}

function explainUndeclared(input: ExplainInput, operation: Operation | undefined): ExplanationVerdict {
  const { definition, type } = input;
  if (operation?.action === 'delete') return { kind: 'change', why: operation.why };
  if (isDeclaredAbsent(input)) return { kind: 'same', why: 'declared absent, and the tenant does not have it' };
  if (definition.declared.some((declaredType) => declaredType.type === type.type))
    return {
      kind: 'unmanaged',
      why: `not in the definition, and reconcile.prune does not include ${type.type}; it is kept`,
    };
  return { kind: 'unmanaged', why: `no file declares ${type.type}; tenon does not manage this type` };
}
