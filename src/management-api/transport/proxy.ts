type Environment = Readonly<Record<string, string | undefined>>;

/** `options`: of `fetch`; Node's types of a dispatcher are those of an older undici. `shown`: the proxy's address without its credentials. */
export interface ProxyRoute {
  readonly options: object;
  readonly shown: string;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' };
const routes = new Map<string, ProxyRoute>();

/**
 * The proxy for a request, by the variables that curl reads, lower case first. `undefined`: none. Plain HTTP goes to this machine only
 * (`parseDomain`), and never through a proxy: its token would leave the machine readable.
 */
export function findProxy(url: URL, env: Environment): URL | undefined {
  if (url.protocol !== 'https:' || isExcluded(url, env.no_proxy ?? env.NO_PROXY ?? '')) return undefined;
  const text = env.https_proxy || env.HTTPS_PROXY || env.http_proxy || env.HTTP_PROXY;
  if (!text) return undefined;
  const address = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  return URL.canParse(address) ? new URL(address) : undefined;
}

/** `*`, `host`, `.suffix` or `*.suffix`, each with a port or without; a host stands for what is below it, too. */
function isExcluded(url: URL, list: string): boolean {
  const port = url.port || DEFAULT_PORTS[url.protocol];
  return list.split(/[\s,]+/).some((entry) => {
    if (entry === '*') return true;
    const [, host = '', onlyPort] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase().replace(/^\*?\./, '')) ?? [];
    if (host === '' || (onlyPort !== undefined && onlyPort !== port)) return false;
    return url.hostname === host || url.hostname.endsWith(`.${host}`);
  });
}

/** Loads undici only where a proxy is set: the `fetch` of Node 20 does not know the variables. */
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
