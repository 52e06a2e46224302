import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';

/** Where a Redis is, in the words of its client. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls: boolean;
  /** For messages: without credentials. */
  readonly shown: string;
}

/** `redis://host`, with a port, a database and credentials where they are needed; `rediss://` for TLS. */
export function parseRedisUrl(text: string): Outcome<RedisAddress, Problem> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const database = /^\/?(\d{0,5})$/.exec(url?.pathname ?? '?')?.[1];
  if (!url || !/^rediss?:$/.test(url.protocol) || url.hostname === '')
    return failWith(buildUrlProblem('is no address of a Redis'));
  if (database === undefined || url.search !== '' || url.hash !== '')
    return failWith(buildUrlProblem('has more than a database number'));
  const [username, password] = [decodePart(url.username), decodePart(url.password)];
  if (username === undefined || password === undefined)
    return failWith(buildUrlProblem('holds a % that begins no percent-encoding'));
  const [port, db] = [Number(url.port || 6379), Number(database)];
  return succeed({
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    db,
    ...(username === '' ? {} : { username }),
    ...(password === '' ? {} : { password }),
    tls: url.protocol === 'rediss:',
    shown: `${url.protocol}//${url.hostname}:${port}/${db}`,
  });
}

function decodePart(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

// The text itself is not repeated: it may hold a password.
const buildUrlProblem = (what: string): Problem => ({
  code: 'limiter-invalid',
  severity: 'error',
  message: `what --limiter or TENON_LIMITER names ${what}`,
  expected: 'redis://host:6379, redis://host:6379/2 or rediss://user:password@host:6380',
  hint: 'Percent-encode what is special in a password.',
});
