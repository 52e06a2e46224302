/** What requests under /supplemental-signals may carry: structure only, one definition or operation a line; corrected by recorded traffic. */
export const supplementalSignals = `{"$defs":{
"UpdateSupplementalSignalsRequestContent":{"type":"object","additionalProperties":false,"required":["akamai_enabled"],"properties":{"akamai_enabled":{"type":"boolean"}}}
},"operations":{
"PATCH /supplemental-signals":{"body":{"$ref":"#/$defs/UpdateSupplementalSignalsRequestContent"}}
}}`;
