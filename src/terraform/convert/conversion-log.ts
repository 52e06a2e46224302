/** Collects what a conversion leaves out, as paths of attributes. Never values. */
export interface ConversionLog {
  /** The values that Terraform marks as sensitive, as text. */
  readonly sensitive: ReadonlySet<string>;
  /** Attributes that the schema does not know, or whose value has another form. */
  readonly unknown: string[];
  /** Attributes whose value is sensitive, though the schema does not say that it is a secret. */
  readonly withheld: string[];
}
