import { findExplainTarget } from '../../explainer/explain-target.ts';
import { listLiveKeys } from '../../explainer/live-lookup.ts';
import { splitAddress } from '../../model/address.ts';
import { DEFAULT_POLICY } from '../../model/definition/definition.ts';
import { isEqual } from '../../model/json/json-value.ts';
import { getValueAt, type Pointer, parsePointer } from '../../model/json/pointer.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import type { LiveType, Snapshot } from '../../model/snapshot.ts';
import type { Catalogue } from '../../resources/create-catalogue.ts';
import { collectKnownNames } from '../../resources/identity/known-names.ts';
import { getResourceShape } from '../../resources/resource-shape.ts';
import { maskResource } from '../../schema/secrets/mask-resource.ts';
import {
  createAmbiguousProblem,
  createHiddenProblem,
  createNoFieldProblem,
  createNoResourceProblem,
  createNoValueProblem,
} from './output-problems.ts';
import type { OutputRequest, OutputValue } from './output-value.ts';

/** The only expression that is not a field of a resource. */
export const TENANT_DOMAIN = 'tenant.domain';

const NOTHING_DECLARED = { declared: [], resources: [], absent: [], policy: DEFAULT_POLICY, digest: '' };

/** Finds a value in what was read of a tenant. `id` is the tenant's id of any resource. */
export function findOutput(request: OutputRequest, snapshot: Snapshot, catalogue: Catalogue): Outcome<OutputValue, Problem> {
  const { name, expression } = request;
  if (expression === TENANT_DOMAIN) return succeed({ name, expression, value: snapshot.tenant, isSecret: false });
  const target = findExplainTarget(expression, NOTHING_DECLARED, snapshot, catalogue);
  if (!target.ok) return failWith(createNoResourceProblem(request, target.error.hint));
  const { type, address, pointer } = target.value;
  const { key } = splitAddress(address);
  const named = listLiveKeys(snapshot, type, collectKnownNames(snapshot, catalogue)).filter(([known]) => known === key);
  const [live, ...others] = named.map(([, resource]) => resource);
  if (!live) return failWith(createNoResourceProblem(request, undefined));
  if (others.length > 0) return failWith(createAmbiguousProblem(request, address));
  if (pointer === '') return failWith(createNoFieldProblem(request));
  const value = getValueAt(live.body, pointer) ?? (pointer === '/id' ? live.id : undefined);
  if (value === undefined) {
    const scopes = findHidingScopes(snapshot.types[type.type], pointer);
    return failWith(scopes ? createHiddenProblem(request, scopes) : createNoValueProblem(request, address));
  }
  const shown = getValueAt(maskResource(getResourceShape(type), live.body), pointer);
  return succeed({ name, expression, value, isSecret: pointer !== '/id' && !isEqual(shown, value) });
}

/** Returns the scopes without which the API leaves a field out; undefined if it does not. */
const findHidingScopes = (live: LiveType | undefined, pointer: Pointer): readonly string[] | undefined =>
  live?.status === 'read'
    ? live.hidden?.find(({ fields }) => fields.includes(parsePointer(pointer)[0] ?? ''))?.scopes
    : undefined;
