/** Hosts on which anybody can receive requests: test tools and tunnels. Source: their own documentation; RFC 9700 §4.1 says why it matters. */
const SHARED_HOSTS: ReadonlySet<string> = new Set([
  'oauth.pstmn.io',
  'jwt.io',
  'oidcdebugger.com',
  'oauthdebugger.com',
  'webtask.io',
  'ngrok.io',
  'ngrok.app',
  'ngrok-free.app',
  'loca.lt',
]);
/** Hosting services whose subdomains anybody can register. */
const SHARED_SUFFIXES = [
  ...SHARED_HOSTS,
  'vercel.app',
  'netlify.app',
  'herokuapp.com',
  'glitch.me',
  'repl.co',
  'github.dev',
  'gitpod.io',
].map((host) => `.${host}`);

/** What stands in for a placeholder or a wildcard, so that a URL parser accepts the address. */
const STAND_IN = 'x';

/** The address that was parsed last: whoever asks about a risk asks about the others next. */
let lastParsed: { readonly address: string; readonly url: URL | undefined } | undefined;

/** Parses an address of the Management API, which may contain `*`, `{organization_name}` and custom schemes. */
function parseUrl(address: string): URL | undefined {
  if (lastParsed?.address === address) return lastParsed.url;
  const parsable = address.trim().replace(/\*|\{[^{}]*\}/g, STAND_IN);
  const url = URL.canParse(parsable) ? new URL(parsable) : undefined;
  lastParsed = { address, url };
  return url;
}

/** Returns the host of an address in lower case, without a final dot. Empty if the address has none. */
export const getUrlHost = (address: string): string => parseUrl(address)?.hostname.replace(/\.$/, '').toLowerCase() ?? '';

export const isPlainHttp = (address: string): boolean => parseUrl(address)?.protocol === 'http:';

/** Whether an address points to the machine of whoever opens it. */
export function isLoopback(address: string): boolean {
  const host = getUrlHost(address);
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** Whether the host contains `*`, outside of placeholders. */
export function hasWildcardHost(address: string): boolean {
  const authority = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(address.trim())?.[1] ?? '';
  return authority.replace(/\{[^{}]*\}/g, STAND_IN).includes('*');
}

/** Whether the address has a scheme that only applications on a device handle. */
export function hasCustomScheme(address: string): boolean {
  const protocol = parseUrl(address)?.protocol;
  return protocol !== undefined && protocol !== 'http:' && protocol !== 'https:';
}

/** Whether the address contains a user name or password. */
export function hasUserInfo(address: string): boolean {
  const url = parseUrl(address);
  return url !== undefined && (url.username !== '' || url.password !== '');
}

/** Whether anybody can get a page or a listener on the host. */
export function isSharedHost(address: string): boolean {
  const host = getUrlHost(address);
  return SHARED_HOSTS.has(host) || SHARED_SUFFIXES.some((suffix) => host.endsWith(suffix));
}
