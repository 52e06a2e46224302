import type { JsonObject, JsonValue } from '../../model/json/json-value.ts';
import { failBuilds } from '../behaviour/actions/action-builds.ts';
import { proveDomain } from '../behaviour/settings/custom-domains.ts';
import { asObject, textOf } from '../engine/objects.ts';
import { UNPROVEN_PATCHES } from '../engine/patch.ts';
import type { Faults } from '../faults/faults.ts';
import { FaultPlanError, parseFaultPlan } from '../faults/parse.ts';
import { type Answer, noContent, ok } from '../http/answer.ts';
import { parseJsonBody } from '../http/body.ts';
import type { Api } from '../http/dispatch.ts';
import type { Incoming } from '../http/incoming.ts';
import { badRequest, Refusal } from '../http/refusal.ts';
import type { Consumed } from '../options.ts';
import type { TenantKeeper } from '../state/tenant-keeper.ts';
import { personRequest } from './dashboard.ts';
import type { Recorder } from './recorder.ts';

/** What the controls can reach of the emulator. */
export interface Controllable {
  readonly api: Api;
  readonly keeper: TenantKeeper;
  readonly recorder: Recorder;
  readonly faults: Faults;
  dump(): JsonObject;
  logs(): readonly JsonObject[];
  reset(): void;
}

type Control = (emulator: Controllable, incoming: Incoming) => Answer | Promise<Answer>;

/** What the emulator itself can be asked, beside the API that it emulates. */
const CONTROLS: Readonly<Record<string, Control>> = {
  'GET /_emulator/requests': ({ recorder }) => ok(recorder.all().map((one) => ({ ...one, body: one.body ?? null }))),
  'GET /_emulator/state': (emulator) => ok(emulator.dump()),
  'GET /_emulator/logs': (emulator) => ok(emulator.logs()),
  'POST /_emulator/reset': reset,
  'GET /_emulator/faults': ({ faults }) => ok(faults.counts()),
  'POST /_emulator/faults': setFaults,
  'DELETE /_emulator/faults': ({ faults }) => {
    faults.set({ rules: [] });
    return noContent;
  },
  'POST /_emulator/consume': consume,
  'POST /_emulator/as-person': asPerson,
  'POST /_emulator/dns': publishDns,
  'POST /_emulator/builds': decideBuilds,
  'POST /_emulator/unproven-patches': choosePatching,
};

export async function control(emulator: Controllable, incoming: Incoming): Promise<Answer> {
  const carryOut = CONTROLS[`${incoming.method} ${incoming.target.path}`];
  if (carryOut === undefined) throw new Refusal(404, 'Not Found');
  return carryOut(emulator, incoming);
}

async function reset(emulator: Controllable): Promise<Answer> {
  emulator.reset();
  await emulator.keeper.save();
  return noContent;
}

const bodyOf = ({ headers, bytes }: Incoming): JsonValue | undefined => parseJsonBody(headers, bytes);

function setFaults({ faults }: Controllable, incoming: Incoming): Answer {
  try {
    faults.set(parseFaultPlan(bodyOf(incoming)));
  } catch (error) {
    if (error instanceof FaultPlanError) throw badRequest(error.message);
    throw error;
  }
  return ok(faults.counts());
}

function consume(emulator: Controllable, incoming: Incoming): Answer {
  spend(emulator, consumedOf(asObject(bodyOf(incoming))));
  return noContent;
}

function consumedOf(body: JsonObject): Consumed {
  const { requests, share, method, path } = body;
  return {
    ...(typeof requests === 'number' ? { requests } : {}),
    ...(typeof share === 'number' ? { share } : {}),
    ...(typeof method === 'string' ? { method } : {}),
    ...(typeof path === 'string' ? { path } : {}),
  };
}

export function spend({ api }: Controllable, { requests, share, method = 'GET', path }: Consumed): void {
  api.limiter?.consume({
    ...(requests === undefined ? {} : { requests }),
    ...(share === undefined ? {} : { share }),
    ...(path === undefined ? {} : { operation: { method, path } }),
  });
}

/** `{name, email, user_id?, method, path, body?}` */
function asPerson({ api }: Controllable, incoming: Incoming): Promise<Answer> {
  const wish = asObject(bodyOf(incoming));
  const person = { name: textOf(wish, 'name'), email: textOf(wish, 'email'), user_id: textOf(wish, 'user_id') };
  const path = textOf(wish, 'path');
  if (!path.startsWith('/')) throw badRequest('path must be that of a request to the API');
  return personRequest(api, person, textOf(wish, 'method').toUpperCase(), path, wish.body);
}

/** `{domain}`: its DNS entries count as made, so that the next verification succeeds. */
async function publishDns({ keeper }: Controllable, incoming: Incoming): Promise<Answer> {
  const domain = textOf(asObject(bodyOf(incoming)), 'domain');
  if (domain === '') throw badRequest('domain must be that of a custom domain');
  proveDomain(keeper.tenant, domain);
  await keeper.save();
  return noContent;
}

/** `{mode}`: what a PATCH does with objects whose mode is not proven, until a reset. */
function choosePatching({ keeper }: Controllable, incoming: Incoming): Answer {
  const wanted = textOf(asObject(bodyOf(incoming)), 'mode');
  const mode = UNPROVEN_PATCHES.find((one) => one === wanted);
  if (mode === undefined) throw badRequest(`mode must be one of ${UNPROVEN_PATCHES.join(', ')}`);
  keeper.tenant.patching.unproven = mode;
  return noContent;
}

/** `{action, fails}`: whether drafts of the action with that name fail to build from now on. */
async function decideBuilds({ keeper }: Controllable, incoming: Incoming): Promise<Answer> {
  const { action, fails } = asObject(bodyOf(incoming));
  if (typeof action !== 'string' || typeof fails !== 'boolean')
    throw badRequest('action must be the name of an action, and fails true or false');
  failBuilds(keeper.tenant, action, fails);
  await keeper.save();
  return noContent;
}
