import { schemaOf } from '../schema/load.ts';
import { rootShape, type Shape } from '../schema/walk.ts';
import type { ResourceType } from './define.ts';

/** The schema of one resource of a type. */
export const shapeOf = (type: ResourceType): Shape => rootShape(schemaOf(type.type));
