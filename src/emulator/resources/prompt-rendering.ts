import { getObjectMember, type JsonObject } from '../../model/json/json-value.ts';
import { type Call, param, type Route } from '../engine/call.ts';
import { selected } from '../engine/fields.ts';
import { asObject, objectsOf, textOf, without } from '../engine/objects.ts';
import { page } from '../engine/paging/paging.ts';
import { patched, withoutNulls } from '../engine/patch.ts';
import type { Resource } from '../engine/resource.ts';
import { type Answer, ok } from '../http/answer.ts';

const PATH = '/prompts/{prompt}/screen/{screen}/rendering';
const STORE = 'prompt-renderings';

/** A screen that nobody configured. Of the lists, recorded traffic shows filled ones only. */
const INITIAL = { rendering_mode: 'standard', context_configuration: [], default_head_tags_disabled: false, head_tags: [] };

/** `filters` is null while unset, unlike other members (recorded traffic). */
const shown = (call: Call, prompt: string, screen: string, settings: JsonObject): JsonObject => ({
  tenant: call.tenant.name,
  prompt,
  screen,
  ...INITIAL,
  filters: null,
  use_page_template: false,
  ...settings,
});

const keyOf = (prompt: string, screen: string): string => `${prompt}/${screen}`;

function read(call: Call): Answer {
  const prompt = param(call, 'prompt');
  const screen = param(call, 'screen');
  const settings = call.tenant.state.collection(STORE).get(keyOf(prompt, screen)) ?? {};
  return ok(shown(call, prompt, screen, without(settings, ['prompt', 'screen'])));
}

/** The answer echoes what was sent, nulls left out (recorded traffic). */
function write(call: Call, prompt: string, screen: string, changes: JsonObject): JsonObject {
  const store = call.tenant.state.collection(STORE);
  const before = store.get(keyOf(prompt, screen)) ?? { prompt, screen };
  store.put(keyOf(prompt, screen), patched(before, changes));
  return withoutNulls(changes);
}

function writeMany(call: Call): Answer {
  const configs = objectsOf(asObject(call.body), 'configs').map((config) => {
    const [prompt, screen] = [textOf(config, 'prompt'), textOf(config, 'screen')];
    return { prompt, screen, ...write(call, prompt, screen, without(config, ['prompt', 'screen'])) };
  });
  return ok({ configs });
}

const FILTERS = ['prompt', 'screen', 'rendering_mode'];

function list(call: Call): Answer {
  const facts = { key: 'configs', styles: ['offset'], shape: ['items', 'start', 'limit', 'total'] } as const;
  const rows = [...call.tenant.state.collection(STORE).entries()]
    .map((entry) => ({ ...entry, value: shown(call, textOf(entry.value, 'prompt'), textOf(entry.value, 'screen'), entry.value) }))
    .filter(({ value }) =>
      FILTERS.every((name) => !call.query.has(name) || call.query.text(name) === getObjectMember(value, name)),
    );
  return ok(page(call, facts, rows, ({ value }) => selected(call, value)));
}

const routes: readonly Route[] = [
  { method: 'GET', path: PATH, scopes: ['read:prompts'], handle: read },
  {
    method: 'PATCH',
    path: PATH,
    scopes: ['update:prompts'],
    handle: (call) => ok(write(call, param(call, 'prompt'), param(call, 'screen'), asObject(call.body))),
  },
  { method: 'GET', path: '/prompts/rendering', scopes: ['read:prompts'], handle: list },
  { method: 'PATCH', path: '/prompts/rendering', scopes: ['update:prompts'], handle: writeMany },
];

export const promptRendering: Resource = { routes };
