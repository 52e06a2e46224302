import {
  getObjectMember,
  isArray,
  isObject,
  type JsonObject,
  type JsonValue,
  toJsonObject,
} from '../../model/json/json-value.ts';
import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';
import { collectSensitiveValues, parseSensitiveAttributes } from './sensitive-paths.ts';
import type { StateResource } from './state-resource.ts';

/** The only version that Terraform has written since 0.12 (2019). */
const STATE_VERSION = 4;

/** No state is nested as deeply; values are walked recursively. */
const MAX_DEPTH = 64;

/** Parses a state file (version 4) or the output of `terraform show -json`, and lists the resources of Auth0's provider. */
export function parseState(text: string, file: string): Outcome<readonly StateResource[], Problem> {
  const state = parseJsonObject(text);
  if (!state) return failWith(createUnreadableProblem(file, 'it is not a JSON object'));
  if (isDeeperThan(state, MAX_DEPTH))
    return failWith(createUnreadableProblem(file, `it is nested more than ${MAX_DEPTH} levels deep`));
  if (getObjectMember(state, 'version') === STATE_VERSION) return succeed(listStateFileResources(state).filter(isOfAuth0));
  const values = findShownValues(state);
  if (values) return succeed(listModuleResources(toJsonObject(getObjectMember(values, 'root_module'))).filter(isOfAuth0));
  return failWith(createUnreadableProblem(file, 'it is neither a state of version 4 nor the output of terraform show -json'));
}

const isOfAuth0 = ({ type }: StateResource): boolean => type.startsWith('auth0_');

function parseJsonObject(text: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const isDeeperThan = (value: JsonValue, limit: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (limit === 0 || Object.values(value).some((member) => isDeeperThan(member, limit - 1)));

const createUnreadableProblem = (file: string, why: string): Problem => ({
  code: 'state-unreadable',
  severity: 'error',
  message: `${file} cannot be read as a Terraform state: ${why}`,
  expected: 'terraform.tfstate, or the output of: terraform show -json',
  hint: 'With a remote backend, run: terraform state pull > terraform.tfstate',
});

/** Finds `values` in a shown state, or those of the state that a shown plan began from. */
function findShownValues(shown: JsonObject): JsonObject | undefined {
  const state = getObjectMember(shown, 'prior_state') ?? shown;
  const values = isObject(state) ? getObjectMember(state, 'values') : undefined;
  return isObject(values) ? values : undefined;
}

const listObjects = (holder: JsonObject, name: string): readonly JsonObject[] => {
  const list = getObjectMember(holder, name);
  return isArray(list) ? list.filter(isObject) : [];
};

const readText = (holder: JsonObject, name: string): string => {
  const value = getObjectMember(holder, name);
  return typeof value === 'string' ? value : '';
};

const readMode = (resource: JsonObject): StateResource['mode'] => (readText(resource, 'mode') === 'data' ? 'data' : 'managed');

const listStateFileResources = (state: JsonObject): readonly StateResource[] =>
  listObjects(state, 'resources').flatMap((resource) =>
    listObjects(resource, 'instances').map((instance): StateResource => {
      const [type, mode] = [readText(resource, 'type'), readMode(resource)];
      const steps = [readText(resource, 'module'), mode === 'data' ? 'data' : '', type, readText(resource, 'name')];
      return {
        address: steps.filter((step) => step !== '').join('.') + formatIndex(getObjectMember(instance, 'index_key')),
        type,
        mode,
        attributes: toJsonObject(getObjectMember(instance, 'attributes')),
        sensitive: parseSensitiveAttributes(getObjectMember(instance, 'sensitive_attributes')),
      };
    }),
  );

/** `[0]` of `count`, `["eu"]` of `for_each`. */
const formatIndex = (index: JsonValue | undefined): string =>
  index === undefined || index === null ? '' : `[${JSON.stringify(index)}]`;

function listModuleResources(module: JsonObject): readonly StateResource[] {
  const own = listObjects(module, 'resources').map(
    (resource): StateResource => ({
      address: readText(resource, 'address'),
      type: readText(resource, 'type'),
      mode: readMode(resource),
      attributes: toJsonObject(getObjectMember(resource, 'values')),
      sensitive: new Set(collectSensitiveValues(getObjectMember(resource, 'sensitive_values'))),
    }),
  );
  return [...own, ...listObjects(module, 'child_modules').flatMap(listModuleResources)];
}
