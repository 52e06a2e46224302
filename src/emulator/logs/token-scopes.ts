import { isObject, type JsonArray, type JsonObject, type JsonValue } from '../../model/json/json-value.ts';
import { objectOf, textOf } from '../engine/objects.ts';
import { type NoteChange, nowhere } from '../state/journal.ts';

const credentialsOf = (event: JsonObject): JsonObject =>
  objectOf(objectOf(objectOf(objectOf(event, 'details'), 'request'), 'auth'), 'credentials');

/** What each token may do, by its `jti`: kept beside the events, since it is longer than all the rest of one. */
export class TokenScopes {
  readonly #record: NoteChange;
  readonly #scopes = new Map<string, JsonValue>();

  constructor(record = nowhere) {
    this.#record = record;
  }

  remember(jti: string, scopes: ReadonlySet<string>): void {
    if (this.#scopes.has(jti)) return;
    const names = [...scopes];
    this.#scopes.set(jti, names);
    this.#record(['log scopes', jti, names]);
  }

  /** An event with the scopes of its token. */
  shown(event: JsonObject): JsonObject {
    const credentials = credentialsOf(event);
    const scopes = this.#scopes.get(textOf(credentials, 'jti'));
    if (scopes === undefined) return event;
    const details = objectOf(event, 'details');
    const request = objectOf(details, 'request');
    const auth = { ...objectOf(request, 'auth'), credentials: { ...credentials, scopes } };
    return { ...event, details: { ...details, request: { ...request, auth } } };
  }

  /** Those of the tokens that the events tell of. */
  dump(events: readonly JsonObject[]): JsonObject {
    const tokens = new Set(events.map((event) => textOf(credentialsOf(event), 'jti')));
    return Object.fromEntries([...this.#scopes].filter(([jti]) => tokens.has(jti)));
  }

  load(dump: JsonValue | undefined): void {
    for (const [jti, scopes] of Object.entries(isObject(dump) ? dump : {})) this.#scopes.set(jti, scopes);
  }

  redo([part, jti, scopes]: JsonArray): void {
    if (part === 'log scopes' && typeof jti === 'string' && scopes !== undefined) this.#scopes.set(jti, scopes);
  }
}
