import type { JsonObject } from '../../model/json/json-value.ts';
import { getObject, getObjects, getString } from '../engine/json-objects.ts';

/** Lists the ids of the flows that the nodes and the ending of a form run. */
export const listFormFlows = (form: JsonObject): readonly string[] =>
  [
    ...getObjects(form, 'nodes').map((node) => getString(getObject(node, 'config'), 'flow_id')),
    getString(getObject(getObject(form, 'ending'), 'after_submit'), 'flow_id'),
  ].filter((id) => id !== '');
