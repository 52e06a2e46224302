import {
  getUrlHost,
  hasCustomScheme,
  hasUserInfo,
  hasWildcardHost,
  isLoopback,
  isPlainHttp,
  isSharedHost,
} from '../../impact/facts/url-risk.ts';
import { isWideRange } from '../../impact/facts/wide-range.ts';
import type { CelFunction } from '../cel-function.ts';
import { toText } from './read-values.ts';

const testText = (signature: string, about: string, test: (text: string) => boolean): CelFunction => ({
  signature,
  about,
  call: (value) => typeof value === 'string' && test(value),
});

/** Questions about addresses: of the web, and ranges of the network. */
export const ADDRESS_FUNCTIONS: readonly CelFunction[] = [
  {
    signature: 'host(dyn): string',
    about: 'The host of an address; empty if it has none. `*` and placeholders read as `x`.',
    call: (address) => getUrlHost(toText(address)),
  },
  testText('plainHttp(dyn): bool', 'Whether the scheme of an address is `http`.', isPlainHttp),
  testText('loopback(dyn): bool', 'Whether an address leads to the machine of whoever opens it.', isLoopback),
  testText('wildcard(dyn): bool', 'Whether the host of an address contains `*`.', hasWildcardHost),
  testText('customScheme(dyn): bool', 'Whether an address has a scheme that applications on a device register.', hasCustomScheme),
  testText('userinfo(dyn): bool', 'Whether an address contains a user name or password.', hasUserInfo),
  testText(
    'sharedHost(dyn): bool',
    'Whether anybody can receive requests at the host: test tools, tunnels, preview hosts.',
    isSharedHost,
  ),
  testText('wideCidr(dyn): bool', 'Whether an address range is larger than /16 (IPv4) or /32 (IPv6).', isWideRange),
];
