import { type Shape, toRootShape } from '../schema/schema-shape.ts';
import type { ResourceType } from './resource-type.ts';

/** Returns the schema of one resource. */
export const getResourceShape = (type: ResourceType): Shape => toRootShape(type.schema);
