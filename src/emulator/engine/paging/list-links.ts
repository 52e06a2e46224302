import type { JsonObject } from '../../../model/json/json-value.ts';
import { type Answer, answerOk } from '../../http/http-answer.ts';
import type { Link } from '../../state/link-store.ts';
import type { ApiCall } from '../api-call.ts';
import { selectFields } from '../select-fields.ts';
import { buildListPage, type ListFacts } from './list-page.ts';

/** Answers a list of relations. `show` builds the representation of the object at the given side. */
export function listLinks(
  call: ApiCall,
  facts: ListFacts,
  links: readonly Link[],
  side: 'left' | 'right',
  show: (link: Link) => JsonObject,
): Answer {
  const rows = links.map((link) => ({ id: link[side], order: link.order, link }));
  return answerOk(buildListPage(call, facts, rows, ({ link }) => selectFields(call, show(link))));
}
