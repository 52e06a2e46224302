import { isObject, type JsonArray, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { getObject, getString } from '../engine/json-objects.ts';
import { ignoreChange, type RecordChange } from '../state/change-journal.ts';

const getCredentials = (event: JsonObject): JsonObject =>
  getObject(getObject(getObject(getObject(event, 'details'), 'request'), 'auth'), 'credentials');

/** Scopes of each token by its `jti`. Stored once per token, because they are longer than the rest of an event. */
export class TokenScopes {
  readonly #record: RecordChange;
  readonly #scopes = new Map<string, JsonValue>();

  constructor(record = ignoreChange) {
    this.#record = record;
  }

  remember(jti: string, scopes: ReadonlySet<string>): void {
    if (this.#scopes.has(jti)) return;
    const names = [...scopes];
    this.#scopes.set(jti, names);
    this.#record(['log scopes', jti, names]);
  }

  /** Adds the scopes of its token to an event. */
  addScopes(event: JsonObject): JsonObject {
    const credentials = getCredentials(event);
    const scopes = this.#scopes.get(getString(credentials, 'jti'));
    if (scopes === undefined) return event;
    const details = getObject(event, 'details');
    const request = getObject(details, 'request');
    const auth = { ...getObject(request, 'auth'), credentials: { ...credentials, scopes } };
    return { ...event, details: { ...details, request: { ...request, auth } } };
  }

  /** Returns the scopes of the tokens that appear in these events. */
  dump(events: readonly JsonObject[]): JsonObject {
    const tokens = new Set(events.map((event) => getString(getCredentials(event), 'jti')));
    return Object.fromEntries([...this.#scopes].filter(([jti]) => tokens.has(jti)));
  }

  load(dump: JsonValue | undefined): void {
    for (const [jti, scopes] of Object.entries(isObject(dump) ? dump : {})) this.#scopes.set(jti, scopes);
  }

  replayChange([part, jti, scopes]: JsonArray): void {
    if (part === 'log scopes' && typeof jti === 'string' && scopes !== undefined) this.#scopes.set(jti, scopes);
  }
}
