import type { JsonObject } from '../../model/json/json-value.ts';
import { objectOf, objectsOf, textOf } from '../engine/objects.ts';

/** Flows that the nodes and the ending of a form run. */
export const flowsOfForm = (form: JsonObject): readonly string[] =>
  [
    ...objectsOf(form, 'nodes').map((node) => textOf(objectOf(node, 'config'), 'flow_id')),
    textOf(objectOf(objectOf(form, 'ending'), 'after_submit'), 'flow_id'),
  ].filter((id) => id !== '');
