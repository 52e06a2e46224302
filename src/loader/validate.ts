import { stepsOf } from '../model/pointer.ts';
import type { Shape } from '../schema/walk.ts';
import type { Complaint } from './complaint.ts';
import { findingOf } from './complaints.ts';
import type { Finding } from './findings.ts';
import { type Mapping, nearestAt, toJson } from './tree.ts';
import type { SchemaError, Validator } from './validators.ts';

/** What the schema says against a value, one finding a cause. */
export function validate(validator: Validator, tree: Mapping, shape: Shape, subject: string): readonly Finding[] {
  const errors = validator(toJson(tree));
  const causes = errors.filter((error) => !isNoise(error, errors));
  return causes.map((error) => findingOf(complaintOf(error, tree, shape, subject)));
}

function complaintOf(error: SchemaError, root: Mapping, shape: Shape, subject: string): Complaint {
  const steps = stepsOf(error.instancePath);
  return { error, steps, root, shape, subject, at: nearestAt(root, steps) };
}

/** The order in which several errors of one value explain it best: the first one is told, the others follow from it. */
const RANK = ['type', 'const', 'enum', 'format', 'pattern'];
const rank = ({ keyword }: SchemaError): number => (RANK.includes(keyword) ? RANK.indexOf(keyword) : RANK.length);

/** Members are faults of their own; everything else that is said of one value is one fault. */
const ofMembers = ({ keyword }: SchemaError): boolean => ['additionalProperties', 'required', 'propertyNames'].includes(keyword);

function isNoise(error: SchemaError, errors: readonly SchemaError[]): boolean {
  // That an `if` failed says nothing; why it failed is said beside it. Of an `anyOf`, its parts say more than it does.
  if (error.keyword === 'if' || error.keyword === 'anyOf') return true;
  const index = errors.indexOf(error);
  return errors.some((other, place) => other !== error && outdoes(other, place, error, index));
}

function outdoes(other: SchemaError, place: number, error: SchemaError, index: number): boolean {
  if (other.instancePath !== error.instancePath || other.keyword === 'if' || other.keyword === 'anyOf') return false;
  if (ofMembers(error) || ofMembers(other)) {
    return other.keyword === error.keyword && place < index && JSON.stringify(other.params) === JSON.stringify(error.params);
  }
  return rank(other) < rank(error) || (rank(other) === rank(error) && place < index);
}
