import { type Address, matchesPattern } from '../model/address.ts';
import type { DeclaredResource, Definition } from '../model/definition/definition.ts';
import type { Explanation, Origin, Verdict } from '../model/explanation.ts';
import { isArray, isObject, type JsonValue, member } from '../model/json/json.ts';
import { type Pointer, stepsOf } from '../model/json/pointer.ts';
import type { Operation, Plan } from '../model/plan/plan.ts';
import type { LiveResource, Snapshot } from '../model/snapshot.ts';
import type { ResourceType } from '../resources/define.ts';
import { shapeOf } from '../resources/shape.ts';
import { isHidden, normal, shown } from '../schema/compare/normal.ts';
import { itemShape, memberShape, type Shape } from '../schema/walk.ts';
import { comparisonOf } from './comparison.ts';
import { type Known, knownOf, liveOf, liveRelations } from './live.ts';

export interface ExplainInput {
  readonly address: Address;
  readonly pointer: Pointer;
  readonly type: ResourceType;
  readonly definition: Definition;
  readonly snapshot: Snapshot;
  readonly plan: Plan;
  readonly catalogue: readonly ResourceType[];
  /** Where a declared value stands in the files. */
  readonly origin: (address: Address, pointer: Pointer) => Origin | undefined;
}

/** Both sides of one value, how they are compared and what comes of it. Pure: all of it follows from the plan's own inputs. */
export function explain(input: ExplainInput): Explanation {
  const { address, pointer, plan, definition } = input;
  const known = knownOf(input.snapshot, input.catalogue);
  const declared = definition.resources.find((resource) => resource.address === address);
  const planned = plannedAs(address, declared, plan);
  const operations = plan.operations.filter((operation) => operation.address === planned);
  const live = liveOf({ ...input, address: planned }, declared, operations, known);
  const shape = shapeAt(shapeOf(input.type), { ...live?.body, ...declared?.fields }, stepsOf(pointer));
  const wanted = declared && declaredValue(input, declared, known);
  const changes = changesAt(operations, pointer);
  return {
    address,
    pointer,
    ...(declared && (wanted !== undefined || pointer === '') && { declared: declaredSide(input, wanted) }),
    ...(live && { live: liveSide(input, live, known) }),
    comparison: pointer === '' ? [] : comparisonOf(shape),
    verdict: verdictOf(input, {
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
function plannedAs(address: Address, declared: DeclaredResource | undefined, plan: Plan): Address {
  if (!declared) return address;
  const { file, line, column } = declared.origin;
  const isIts = ({ origin }: Operation): boolean => origin?.file === file && origin.line === line && origin.column === column;
  return plan.operations.find(isIts)?.address ?? address;
}

function declaredSide(
  { address, pointer, origin }: ExplainInput,
  value: JsonValue | undefined,
): NonNullable<Explanation['declared']> {
  const found = origin(address, pointer);
  return { ...(pointer !== '' && value !== undefined && { value }), ...(found && { origin: found }) };
}

function liveSide(input: ExplainInput, live: LiveResource, known: Known): NonNullable<Explanation['live']> {
  const whole = { ...live.body, ...liveRelations(input.type, live, known) };
  const value = input.pointer === '' ? undefined : readable(input, whole, new Set(), known, true);
  return { id: live.id, ...(value !== undefined && { value }) };
}

const declaredValue = (
  input: ExplainInput,
  { fields, relations, secrets }: DeclaredResource,
  known: Known,
): JsonValue | undefined => readable(input, { ...fields, ...relations }, new Set(Object.keys(secrets)), known, false);

/** A value in the form in which it is compared, with null where it is unset. */
function readable(
  { type, pointer }: ExplainInput,
  whole: JsonValue,
  secrets: ReadonlySet<Pointer>,
  known: Known,
  isLive: boolean,
): JsonValue | undefined {
  const steps = stepsOf(pointer);
  const value = steps.reduce<JsonValue | undefined>(stepInto, whole);
  if (value === undefined || value === null) return value;
  const shape = isObject(whole) ? shapeAt(shapeOf(type), whole, steps) : undefined;
  // What the tenant never shows is declared all the same.
  const form = normal(shape, value, { reference: known.names.reads, secrets, defaults: isLive }, pointer);
  return form === undefined ? undefined : shown(form);
}

/** Items of lists are named by their number, or by a value that they hold. */
function stepInto(value: JsonValue | undefined, step: string): JsonValue | undefined {
  if (isObject(value)) return member(value, step);
  if (!isArray(value)) return undefined;
  const holds = (item: JsonValue): boolean => item === step || (isObject(item) && Object.values(item).includes(step));
  return value[Number(step)] ?? value.find(holds);
}

function shapeAt(shape: Shape, holder: JsonValue, steps: readonly string[]): Shape | undefined {
  return steps.reduce<{ at: Shape | undefined; value: JsonValue | undefined }>(
    ({ at, value }, step) => ({
      at: at?.schema.items ? itemShape(at) : at && memberShape(at, isObject(value) ? value : {}, step),
      value: stepInto(value, step),
    }),
    { at: shape, value: holder },
  ).at;
}

const changesAt = (operations: readonly Operation[], pointer: Pointer): Explanation['changes'] =>
  operations
    .flatMap(({ changes }) => changes)
    .filter(({ path }) => path === pointer || path.startsWith(`${pointer}/`) || pointer.startsWith(`${path}/`));

interface Sides {
  readonly declared: DeclaredResource | undefined;
  readonly live: LiveResource | undefined;
  readonly wanted: JsonValue | undefined;
  readonly operations: readonly Operation[];
  readonly changed: boolean;
  readonly isHidden: boolean;
}

function verdictOf(input: ExplainInput, sides: Sides): Verdict {
  const { declared, live, wanted, operations } = sides;
  const [first] = operations;
  if (!declared) return undeclared(input, first);
  const note = operations.find(({ action, id }) => action === 'note' && id === `note ${first?.address}`);
  if (note) return { kind: 'left alone', why: note.why };
  const ignored = input.definition.policy.ignore.find((pattern) => matchesPattern(`${input.address}${input.pointer}`, pattern));
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

function undeclared({ definition, type }: ExplainInput, operation: Operation | undefined): Verdict {
  if (operation?.action === 'delete') return { kind: 'change', why: operation.why };
  if (definition.declared.some((one) => one.type === type.type))
    return {
      kind: 'unmanaged',
      why: `the definition does not list it, and reconcile.prune does not name ${type.type}: it stays`,
    };
  return { kind: 'unmanaged', why: `no file names ${type.type}: all of them are left alone` };
}
