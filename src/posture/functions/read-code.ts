import { isObject } from '../../model/json/json-value.ts';
import { listMembers, readList, readPath, readText, toText } from './read-values.ts';

const PAGE_FIELDS = ['html', 'body', 'custom_login_page'];
const SCRIPT_MAPS = ['options.customScripts', 'options.scripts'];

/** Lists the code of an action, a module or a connection. */
export const listScripts = (resource: unknown): readonly string[] =>
  [readPath(resource, 'code'), ...SCRIPT_MAPS.flatMap((path) => listMembers(readPath(resource, path)).map(([, code]) => code))]
    .map(toText)
    .filter((code) => code !== '');

/** Lists the HTML of a resource: pages, templates, partials and tags of a screen's head. */
export const listPageTexts = (resource: unknown): readonly string[] =>
  [
    ...PAGE_FIELDS.map((field) => readText(resource, field)),
    ...listNestedTexts(readPath(resource, 'partials')),
    ...readList(resource, 'head_tags').map(renderTag),
  ].filter((text) => text !== '');

const listNestedTexts = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : listMembers(value).flatMap(([, item]) => listNestedTexts(item));

/** Writes a tag of a screen's head, which the API keeps as data, as the HTML that it becomes. */
function renderTag(tag: unknown): string {
  const attributes = listMembers(readPath(tag, 'attributes')).map(([name, value]) => ` ${name}="${toText(value)}"`);
  return isObject(tag) ? `<${readText(tag, 'tag')}${attributes.join('')}>${readText(tag, 'content')}` : '';
}

/** Whether an action belongs to a trigger: `post-login`. */
export const belongsToTrigger = (action: unknown, trigger: string): boolean =>
  readList(action, 'supported_triggers').some((supported) => readText(supported, 'id') === trigger);

/** Whether code that runs at a trigger contains a word. Where bindings are not known, each action of the trigger counts as bound. */
export const runsCodeWith = (tenant: unknown, trigger: string, word: string): boolean =>
  readList(tenant, 'actions').some(
    (action) =>
      belongsToTrigger(action, trigger) &&
      isBound(tenant, trigger, action) &&
      listRunningCode(tenant, action).some((code) => code.includes(word)),
  );

function isBound(tenant: unknown, trigger: string, action: unknown): boolean {
  const bindings = readList(tenant, 'triggers').filter((bound) => readText(bound, '$key') === trigger);
  if (bindings.length === 0) return true;
  return bindings.some((bound) =>
    readList(bound, 'bindings').some((binding) => readText(binding, 'action_name') === readText(action, '$key')),
  );
}

function listRunningCode(tenant: unknown, action: unknown): readonly string[] {
  const names = new Set(readList(action, 'modules').map((module) => readText(module, 'module_name')));
  const modules = readList(tenant, 'actionModules').filter((module) => names.has(readText(module, '$key')));
  return [action, ...modules].flatMap(listScripts);
}

/** Lists domains whose hosts belong to the owner of the tenant: those of the custom domains, and one level above. */
export const listOwnDomains = (tenant: unknown): readonly string[] =>
  readList(tenant, 'customDomains')
    .map((domain) => readText(domain, 'domain').toLowerCase())
    .flatMap((domain) => [domain, domain.slice(domain.indexOf('.') + 1)])
    .filter((domain) => domain.includes('.'));
