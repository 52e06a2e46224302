import type { JsonObject, JsonValue } from '../../model/json/json-value.ts';
import { setBuildFailure } from '../behaviour/actions/action-builds.ts';
import { proveDomain } from '../behaviour/settings/custom-domain-rules.ts';
import type { ConsumeOptions } from '../emulator-options.ts';
import { getString, toObject } from '../engine/json-objects.ts';
import { UNPROVEN_PATCHES } from '../engine/patch-object.ts';
import type { FaultInjector } from '../faults/fault-injector.ts';
import { FaultPlanError, parseFaultPlan } from '../faults/parse-fault-plan.ts';
import type { EmulatedApi } from '../http/dispatch-request.ts';
import { type Answer, answerOk, NO_CONTENT } from '../http/http-answer.ts';
import type { IncomingRequest } from '../http/incoming-request.ts';
import { badRequest, Refusal } from '../http/refusal.ts';
import { parseJsonBody } from '../http/request-body.ts';
import type { TenantKeeper } from '../state/tenant-keeper.ts';
import { sendDashboardRequest } from './dashboard-request.ts';
import type { RequestRecorder } from './request-recorder.ts';

/** The parts of the emulator that the controls use. */
export interface ControlledEmulator {
  readonly api: EmulatedApi;
  readonly keeper: TenantKeeper;
  readonly recorder: RequestRecorder;
  readonly faults: FaultInjector;
  dump(): JsonObject;
  logs(): readonly JsonObject[];
  reset(): void;
}

type ControlHandler = (emulator: ControlledEmulator, incoming: IncomingRequest) => Answer | Promise<Answer>;

/** Endpoints of the emulator's own control API, documented in docs/emulator-controls.md. */
const CONTROLS: Readonly<Record<string, ControlHandler>> = {
  'GET /_emulator/requests': ({ recorder }) => answerOk(recorder.listAll().map((one) => ({ ...one, body: one.body ?? null }))),
  'GET /_emulator/state': (emulator) => answerOk(emulator.dump()),
  'GET /_emulator/logs': (emulator) => answerOk(emulator.logs()),
  'POST /_emulator/reset': reset,
  'GET /_emulator/faults': ({ faults }) => answerOk(faults.countHits()),
  'POST /_emulator/faults': setFaults,
  'DELETE /_emulator/faults': ({ faults }) => {
    faults.setPlan({ rules: [] });
    return NO_CONTENT;
  },
  'POST /_emulator/consume': consumeLimits,
  'POST /_emulator/as-person': requestAsPerson,
  'POST /_emulator/dns': publishDns,
  'POST /_emulator/builds': decideBuilds,
  'POST /_emulator/unproven-patches': choosePatching,
};

export async function handleControl(emulator: ControlledEmulator, incoming: IncomingRequest): Promise<Answer> {
  const handler = CONTROLS[`${incoming.method} ${incoming.target.path}`];
  if (handler === undefined) throw new Refusal(404, 'Not Found');
  return handler(emulator, incoming);
}

async function reset(emulator: ControlledEmulator): Promise<Answer> {
  emulator.reset();
  await emulator.keeper.save();
  return NO_CONTENT;
}

const parseBody = ({ headers, bytes }: IncomingRequest): JsonValue | undefined => parseJsonBody(headers, bytes);

function setFaults({ faults }: ControlledEmulator, incoming: IncomingRequest): Answer {
  try {
    faults.setPlan(parseFaultPlan(parseBody(incoming)));
  } catch (error) {
    if (error instanceof FaultPlanError) throw badRequest(error.message);
    throw error;
  }
  return answerOk(faults.countHits());
}

function consumeLimits(emulator: ControlledEmulator, incoming: IncomingRequest): Answer {
  consumeRateLimit(emulator, parseConsumeOptions(toObject(parseBody(incoming))));
  return NO_CONTENT;
}

function parseConsumeOptions(body: JsonObject): ConsumeOptions {
  const { requests, share, method, path } = body;
  return {
    ...(typeof requests === 'number' ? { requests } : {}),
    ...(typeof share === 'number' ? { share } : {}),
    ...(typeof method === 'string' ? { method } : {}),
    ...(typeof path === 'string' ? { path } : {}),
  };
}

export function consumeRateLimit({ api }: ControlledEmulator, { requests, share, method = 'GET', path }: ConsumeOptions): void {
  api.limiter?.consume({
    ...(requests === undefined ? {} : { requests }),
    ...(share === undefined ? {} : { share }),
    ...(path === undefined ? {} : { operation: { method, path } }),
  });
}

/** Sends a request as a dashboard user. Body: `{name, email, user_id?, method, path, body?}`. */
function requestAsPerson({ api }: ControlledEmulator, incoming: IncomingRequest): Promise<Answer> {
  const instruction = toObject(parseBody(incoming));
  const person = {
    name: getString(instruction, 'name'),
    email: getString(instruction, 'email'),
    user_id: getString(instruction, 'user_id'),
  };
  const path = getString(instruction, 'path');
  if (!path.startsWith('/')) throw badRequest('path must be an API path that begins with "/"');
  return sendDashboardRequest(api, person, getString(instruction, 'method').toUpperCase(), path, instruction.body);
}

/** Makes the next verification of a custom domain succeed. Body: `{domain}`. */
async function publishDns({ keeper }: ControlledEmulator, incoming: IncomingRequest): Promise<Answer> {
  const domain = getString(toObject(parseBody(incoming)), 'domain');
  if (domain === '') throw badRequest('domain must be the name of a custom domain');
  proveDomain(keeper.tenant, domain);
  await keeper.save();
  return NO_CONTENT;
}

/** Chooses how a PATCH treats objects whose behavior is unproven, until the next reset. Body: `{mode}`. */
function choosePatching({ keeper }: ControlledEmulator, incoming: IncomingRequest): Answer {
  const requestedMode = getString(toObject(parseBody(incoming)), 'mode');
  const mode = UNPROVEN_PATCHES.find((one) => one === requestedMode);
  if (mode === undefined) throw badRequest(`mode must be one of ${UNPROVEN_PATCHES.join(', ')}`);
  keeper.tenant.patching.unproven = mode;
  return NO_CONTENT;
}

/** Makes builds of the action with this name fail or succeed from now on. Body: `{action, fails}`. */
async function decideBuilds({ keeper }: ControlledEmulator, incoming: IncomingRequest): Promise<Answer> {
  const { action, fails } = toObject(parseBody(incoming));
  if (typeof action !== 'string' || typeof fails !== 'boolean')
    throw badRequest('action must be the name of an action, and fails must be true or false');
  setBuildFailure(keeper.tenant, action, fails);
  await keeper.save();
  return NO_CONTENT;
}
