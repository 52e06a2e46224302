/** What requests under /groups may carry: structure only, one definition or operation a line; corrected by recorded traffic. */
export const groups = `{"$defs":{
"Roles":{"type":"object","additionalProperties":false,"required":["roles"],"properties":{"roles":{"type":"array","minItems":1,"items":{"type":"string","format":"role-id"}}}}
},"operations":{
"GET /groups":{"query":{"connection_id":{"type":"string"},"name":{"type":"string","maxLength":128},"external_id":{"type":"string","maxLength":256},"search":{"type":"string","maxLength":256},"fields":{"type":"string","maxLength":256},"include_fields":{"type":"boolean"},"page":{"type":"integer","minimum":0},"per_page":{"type":"integer","minimum":1,"maximum":100},"include_totals":{"type":"boolean"},"from":{"type":"string"},"take":{"type":"integer","minimum":1,"maximum":100}}},
"GET /groups/{}/members":{"query":{"fields":{"type":"string","maxLength":256},"include_fields":{"type":"boolean"},"from":{"type":"string"},"take":{"type":"integer","minimum":1,"maximum":100}}},
"GET /groups/{}/roles":{"query":{"from":{"type":"string"},"take":{"type":"integer","minimum":1}}},
"POST /groups/{}/roles":{"body":{"$ref":"#/$defs/Roles"}},
"DELETE /groups/{}/roles":{"body":{"$ref":"#/$defs/Roles"}}
}}`;
