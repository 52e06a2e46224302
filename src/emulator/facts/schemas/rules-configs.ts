/** What requests under /rules-configs may carry: structure only, one definition or operation a line; corrected by recorded traffic. */
export const rulesConfigs = String.raw`{"$defs":{
"SetRulesConfigRequestContent":{"type":"object","additionalProperties":false,"required":["value"],"properties":{"value":{"type":"string"}}}
},"operations":{
"DELETE /rules-configs/{}":{"path":{"properties":{"key":{"minLength":1,"maxLength":127,"pattern":"^[A-Za-z0-9_\\-@*+:]*$"}}}},
"PUT /rules-configs/{}":{"body":{"$ref":"#/$defs/SetRulesConfigRequestContent"},"path":{"properties":{"key":{"minLength":1,"maxLength":127,"pattern":"^[A-Za-z0-9_\\-@*+:]*$"}}}}
}}`;
