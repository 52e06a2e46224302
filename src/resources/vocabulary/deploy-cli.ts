import type { JsonValue } from '../../model/json/json-value.ts';

/** What auth0-deploy-cli knows about a type, or about the part of a type that an alias names. Facts from its version 8.44. */
export interface DeployCliFacts {
  /** The files of its directory format that contain the type. */
  readonly files?: readonly DirectoryFiles[];
  /** Its settings that exclude some of the resources. */
  readonly exclusions?: readonly ExclusionSetting[];
}

/** Files of auth0-deploy-cli's directory format: `{ path: 'roles/*.json', item: true }`. */
export interface DirectoryFiles {
  /** Path relative to the directory. A step may contain one `*`. */
  readonly path: string;
  /** Whether a file is one item of a list. Absent: it is the whole value. */
  readonly item?: true;
  /** The member of the type's value that the file contains: `captcha` for `attack-protection/captcha.json`. */
  readonly member?: string;
  /** A field whose text is in a file of the same name with another extension. */
  readonly beside?: { readonly field: string; readonly extension: string };
  /** Set if the JSON has another structure than the YAML definition. */
  readonly form?: 'partials';
  /** A folder of files that these files name: `prompts/partials/`. */
  readonly namedFolder?: string;
  /** auth0-deploy-cli writes these files in its YAML format too, beside `tenant.yaml`. */
  readonly besideYaml?: true;
}

/** A setting of auth0-deploy-cli: it excludes `all but` the resources that it names, or reads `only` those. */
export interface ExclusionSetting {
  readonly setting: string;
  readonly kind: 'all but' | 'only';
  /** The setting is a switch that applies to resources with this value. Absent: it lists names. */
  readonly when?: { readonly field: string; readonly value: JsonValue };
}
