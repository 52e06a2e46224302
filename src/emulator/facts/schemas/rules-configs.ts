/** What requests under /rules-configs may carry: structure only, one definition or operation a line; corrected by recorded traffic. */
export const rulesConfigs = `{"$defs":{
"SetRulesConfigRequestContent":{"type":"object","additionalProperties":false,"required":["value"],"properties":{"value":{"type":"string"}}}
},"operations":{
"DELETE /rules-configs/{}":{"path":{"properties":{"key":{"minLength":1,"maxLength":127}}}},
"PUT /rules-configs/{}":{"body":{"$ref":"#/$defs/SetRulesConfigRequestContent"},"path":{"properties":{"key":{"minLength":1,"maxLength":127}}}}
}}`;
