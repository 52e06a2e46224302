import { isIP } from 'node:net';

/** Prefix lengths below which a range is larger than any office or proxy. No source: ours. */
const NARROWEST_WIDE = { 4: 16, 6: 32 } as const;

/** Whether an address range (CIDR notation) is larger than /16 (IPv4) or /32 (IPv6). */
export function isWideRange(range: string): boolean {
  const [address = '', prefix = ''] = range.trim().split('/');
  const version = isIP(address);
  if (version !== 4 && version !== 6) return false;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) < NARROWEST_WIDE[version];
}
