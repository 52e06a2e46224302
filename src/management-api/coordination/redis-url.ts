import { failWith, type Outcome, succeed } from '../../model/plan/outcome.ts';
import type { Problem } from '../../model/problem/problem.ts';

/** The address of a Redis, in the form of ioredis options. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls: boolean;
  /** The address without credentials, for messages. */
  readonly shown: string;
}

/** Parses `redis://host`, or `rediss://host` for TLS, with an optional port, database number and credentials. */
export function parseRedisUrl(text: string): Outcome<RedisAddress, Problem> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const database = /^\/?(\d{0,5})$/.exec(url?.pathname ?? '?')?.[1];
  if (!url || !/^rediss?:$/.test(url.protocol) || url.hostname === '') return failWith(buildUrlProblem('is not a Redis URL'));
  if (database === undefined || url.search !== '' || url.hash !== '')
    return failWith(buildUrlProblem('may have nothing after the host but a port and a database number'));
  const [username, password] = [decodePart(url.username), decodePart(url.password)];
  if (username === undefined || password === undefined) return failWith(buildUrlProblem('has invalid percent-encoding'));
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

// Does not quote the value, because it may contain a password.
const buildUrlProblem = (what: string): Problem => ({
  code: 'limiter-invalid',
  severity: 'error',
  message: `the value of --limiter or TENON_LIMITER ${what}`,
  expected: 'redis://host:6379, redis://host:6379/2 or rediss://user:password@host:6380',
  hint: 'Percent-encode special characters in the password.',
});
