import { isObject, type JsonObject, type JsonValue, member } from '../../model/json/json.ts';
import { createRequiredIn, requiredIn } from '../../schema/fits.ts';
import { activeSchemas, memberShape, type Shape } from '../../schema/walk.ts';
import type { Member, Part } from './part.ts';
import { leaveOut, type Run } from './run.ts';

/**
 * Members that the API takes and does not give back: what cannot be left out, or not where the resource is made; and where something else is
 * said of the object, its secrets. As far as the tenant shows them; a secret, as one whose value somebody else has to know.
 */
export function neededMembers(
  run: Run,
  shape: Shape,
  value: JsonObject,
  isSaid: (name: string) => boolean,
  path: string,
  saysMore: boolean,
): readonly Member[] {
  const secrets = saysMore ? hiddenSecrets(shape, value) : [];
  return [...new Set([...requiredIn(shape, value), ...createRequiredIn(shape, value), ...secrets])]
    .filter((name) => !isSaid(name))
    .flatMap((name): Member[] => {
      const part = neededPart(run, memberShape(shape, value, name), member(value, name), path === '' ? name : `${path}.${name}`);
      return part ? [[name, part]] : [];
    });
}

/** Secrets that the API never shows; one that it makes up by itself nobody has to know. */
const hiddenSecrets = (shape: Shape, value: JsonObject): readonly string[] =>
  activeSchemas(shape, value)
    .flatMap(({ properties = {} }) => Object.keys(properties))
    .filter((name) => {
      const schema = memberShape(shape, value, name)?.schema;
      return schema?.writeOnly === true && schema['x-secret'] === true && !schema['x-generated'];
    });

function neededPart(run: Run, shape: Shape | undefined, value: JsonValue | undefined, path: string): Part | undefined {
  if (!shape) return undefined;
  const { writeOnly: hidden, ...schema } = shape.schema;
  const isThere = value !== undefined && value !== null;
  if (isThere && !(isObject(value) && isOfType(shape, 'object'))) {
    return hidden ? run.toPart(run, { ...shape, schema }, value, path, 'least') : undefined;
  }
  if (schema['x-secret'] && isOfType(shape, 'string')) return { kind: 'secret', value: '?', hidden: true, unseen: true };
  if (schema['x-secret'] && isOfType(shape, 'object')) return leaveOut(run, 'hidden', path);
  if (!isOfType(shape, 'object') || !(hidden || schema['x-create-required'])) return undefined;
  const said = isThere && hidden ? run.toPart(run, { ...shape, schema }, value, path, 'least') : undefined;
  if (said) return said;
  const members = neededMembers(run, { ...shape, schema }, isObject(value) ? value : {}, () => false, path, false);
  return { kind: 'map', members };
}

const isOfType = ({ schema: { type } }: Shape, wanted: string): boolean =>
  type === wanted || (typeof type === 'object' && type.includes(wanted));
