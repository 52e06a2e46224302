import { isObject } from '../../model/json/json-value.ts';
import { listMembers, readListAt, readPath, readStringAt, toText } from './read-values.ts';

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
    ...PAGE_FIELDS.map((field) => readStringAt(resource, field)),
    ...listNestedTexts(readPath(resource, 'partials')),
    ...readListAt(resource, 'head_tags').map(renderTag),
  ].filter((text) => text !== '');

const listNestedTexts = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : listMembers(value).flatMap(([, item]) => listNestedTexts(item));

/** Writes a tag of a screen's head, which the API keeps as data, as the HTML that it becomes. */
function renderTag(tag: unknown): string {
  const attributes = listMembers(readPath(tag, 'attributes')).map(([name, value]) => ` ${name}="${toText(value)}"`);
  return isObject(tag) ? `<${readStringAt(tag, 'tag')}${attributes.join('')}>${readStringAt(tag, 'content')}` : '';
}

/** Whether an action belongs to a trigger: `post-login`. */
export const hasTrigger = (action: unknown, trigger: string): boolean =>
  readListAt(action, 'supported_triggers').some((supported) => readStringAt(supported, 'id') === trigger);

/** Whether code that runs at a trigger contains a word. Where bindings are not known, each action of the trigger counts as bound. */
export const isRunningCodeWith = (tenant: unknown, trigger: string, word: string): boolean =>
  readListAt(tenant, 'actions').some(
    (action) =>
      hasTrigger(action, trigger) &&
      isBound(tenant, trigger, action) &&
      listRunningCode(tenant, action).some((code) => code.includes(word)),
  );

function isBound(tenant: unknown, trigger: string, action: unknown): boolean {
  const bindings = readListAt(tenant, 'triggers').filter((bound) => readStringAt(bound, '$key') === trigger);
  if (bindings.length === 0) return true;
  return bindings.some((bound) =>
    readListAt(bound, 'bindings').some((binding) => readStringAt(binding, 'action_name') === readStringAt(action, '$key')),
  );
}

function listRunningCode(tenant: unknown, action: unknown): readonly string[] {
  const names = new Set(readListAt(action, 'modules').map((module) => readStringAt(module, 'module_name')));
  const modules = readListAt(tenant, 'actionModules').filter((module) => names.has(readStringAt(module, '$key')));
  return [action, ...modules].flatMap(listScripts);
}

/** Lists domains whose hosts belong to the owner of the tenant: those of the custom domains, and one level above. */
export const listOwnDomains = (tenant: unknown): readonly string[] =>
  readListAt(tenant, 'customDomains')
    .map((domain) => readStringAt(domain, 'domain').toLowerCase())
    .flatMap((domain) => [domain, domain.slice(domain.indexOf('.') + 1)])
    .filter((domain) => domain.includes('.'));
