import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { type ApiCall, getPathParameter, type Route } from '../engine/api-call.ts';
import type { EndpointSet } from '../engine/endpoint-set.ts';
import { getObjects, getString, omit, toObject } from '../engine/json-objects.ts';
import { buildListPage } from '../engine/paging/list-page.ts';
import { omitNulls, patchObject } from '../engine/patch-object.ts';
import { selectFields } from '../engine/select-fields.ts';
import { type Answer, answerOk } from '../http/http-answer.ts';

const PATH = '/prompts/{prompt}/screen/{screen}/rendering';
const STORE = 'prompt-renderings';

/** Settings of an unconfigured screen. The empty lists are an assumption: recordings show only filled ones. */
const INITIAL = { rendering_mode: 'standard', context_configuration: [], default_head_tags_disabled: false, head_tags: [] };

/** Builds the settings of a screen. Unlike other members, unset `filters` are null (recorded traffic). */
const showRendering = (call: ApiCall, prompt: string, screen: string, settings: JsonObject): JsonObject => ({
  tenant: call.tenant.name,
  prompt,
  screen,
  ...INITIAL,
  filters: null,
  use_page_template: false,
  ...settings,
});

const buildKey = (prompt: string, screen: string): string => `${prompt}/${screen}`;

function read(call: ApiCall): Answer {
  const prompt = getPathParameter(call, 'prompt');
  const screen = getPathParameter(call, 'screen');
  const settings = call.tenant.state.getCollection(STORE).get(buildKey(prompt, screen)) ?? {};
  return answerOk(showRendering(call, prompt, screen, omit(settings, ['prompt', 'screen'])));
}

/** Stores changes. The response echoes them without nulls (recorded traffic). */
function write(call: ApiCall, prompt: string, screen: string, changes: JsonObject): JsonObject {
  const store = call.tenant.state.getCollection(STORE);
  const before = store.get(buildKey(prompt, screen)) ?? { prompt, screen };
  store.put(buildKey(prompt, screen), patchObject(before, changes));
  return omitNulls(changes);
}

function writeMany(call: ApiCall): Answer {
  const configs = getObjects(toObject(call.body), 'configs').map((config) => {
    const [prompt, screen] = [getString(config, 'prompt'), getString(config, 'screen')];
    return { prompt, screen, ...write(call, prompt, screen, omit(config, ['prompt', 'screen'])) };
  });
  return answerOk({ configs });
}

const FILTERS = ['prompt', 'screen', 'rendering_mode'];

function list(call: ApiCall): Answer {
  const facts = { key: 'configs', styles: ['offset'], shape: ['items', 'start', 'limit', 'total'] } as const;
  const rows = [...call.tenant.state.getCollection(STORE).entries()]
    .map((entry) => ({
      ...entry,
      value: showRendering(call, getString(entry.value, 'prompt'), getString(entry.value, 'screen'), entry.value),
    }))
    .filter(({ value }) =>
      FILTERS.every((name) => !call.query.has(name) || call.query.getString(name) === getObjectMember(value, name)),
    );
  return answerOk(buildListPage(call, facts, rows, ({ value }) => selectFields(call, value)));
}

const routes: readonly Route[] = [
  { method: 'GET', path: PATH, scopes: ['read:prompts'], handle: read },
  {
    method: 'PATCH',
    path: PATH,
    scopes: ['update:prompts'],
    handle: (call) =>
      answerOk(write(call, getPathParameter(call, 'prompt'), getPathParameter(call, 'screen'), toObject(call.body))),
  },
  { method: 'GET', path: '/prompts/rendering', scopes: ['read:prompts'], handle: list },
  { method: 'PATCH', path: '/prompts/rendering', scopes: ['update:prompts'], handle: writeMany },
];

export const promptRenderingEndpoints: EndpointSet = { routes };
