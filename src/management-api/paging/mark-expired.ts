import { EXPIRED_MARK, type ListEndpoint } from '../../model/endpoint.ts';
import { getObjectMember } from '../../model/json/json-value.ts';
import type { ListItems } from './read-page.ts';

/** Marks the items whose time is over, so that nothing else needs a clock. `now`: milliseconds since 1970. */
export const markExpired = (items: ListItems, { expiresAt }: ListEndpoint, now: number): ListItems =>
  expiresAt === undefined
    ? items
    : items.map((item) =>
        Date.parse(String(getObjectMember(item, expiresAt))) <= now ? { ...item, [EXPIRED_MARK]: true } : item,
      );
