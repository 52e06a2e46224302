type Environment = Readonly<Record<string, string | undefined>>;

/** How a request goes through a proxy. */
export interface ProxyRoute {
  /** Options for `fetch`. Not typed further, because Node's dispatcher type comes from an older undici. */
  readonly options: object;
  /** The proxy's address without credentials, for messages. */
  readonly shown: string;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' };
const routes = new Map<string, ProxyRoute>();

/**
 * Finds the proxy for a request in the environment variables that curl reads; lower-case names take precedence. `undefined`: no proxy.
 * Plain HTTP is for loopback addresses only (`parseDomain`) and never goes through a proxy, which would expose the access token.
 */
export function findProxy(url: URL, env: Environment): URL | undefined {
  if (url.protocol !== 'https:' || isExcluded(url, env.no_proxy ?? env.NO_PROXY ?? '')) return undefined;
  const text = env.https_proxy || env.HTTPS_PROXY || env.http_proxy || env.HTTP_PROXY;
  if (!text) return undefined;
  const address = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  return URL.canParse(address) ? new URL(address) : undefined;
}

/** Entries are `*`, `host`, `.suffix` or `*.suffix`, with an optional port. A host also covers its subdomains. */
function isExcluded(url: URL, list: string): boolean {
  const port = url.port || DEFAULT_PORTS[url.protocol];
  return list.split(/[\s,]+/).some((entry) => {
    if (entry === '*') return true;
    const [, host = '', onlyPort] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase().replace(/^\*?\./, '')) ?? [];
    if (host === '' || (onlyPort !== undefined && onlyPort !== port)) return false;
    return url.hostname === host || url.hostname.endsWith(`.${host}`);
  });
}

/** Returns the route through the configured proxy; `undefined` if there is none. Node 20's `fetch` ignores the proxy variables. */
export async function routeThroughProxy(target: string, env: Environment): Promise<ProxyRoute | undefined> {
  const proxy = findProxy(new URL(target), env);
  if (!proxy) return undefined;
  const known = routes.get(proxy.href);
  if (known) return known;
  const { ProxyAgent } = await import('undici');
  const route = { options: { dispatcher: new ProxyAgent(proxy.href) }, shown: proxy.origin };
  routes.set(proxy.href, route);
  return route;
}
