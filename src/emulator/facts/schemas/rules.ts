/** What requests under /rules may carry: structure only, one definition or operation a line; corrected by recorded traffic. */
export const rules = String.raw`{"$defs":{
"CreateRuleRequestContent":{"type":"object","additionalProperties":false,"required":["name","script"],"properties":{"name":{"type":"string","pattern":"^[a-zA-Z0-9]([ \\-a-zA-Z0-9]*[a-zA-Z0-9])?$"},"script":{"type":"string","minLength":1},"order":{"type":"number","minimum":0},"enabled":{"type":"boolean"},"stage":{"type":"string","enum":["login_success","login_failure","pre_authorize"]}}},
"UpdateRuleRequestContent":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"script":{"type":"string","minLength":1},"name":{"type":"string","pattern":"^[a-zA-Z0-9]([ \\-a-zA-Z0-9]*[a-zA-Z0-9])?$"},"order":{"type":"number","minimum":0},"enabled":{"type":"boolean"}}}
},"operations":{
"GET /rules":{"query":{"page":{"type":"integer","minimum":0},"per_page":{"type":"integer","minimum":0,"maximum":100},"include_totals":{"type":"boolean"},"enabled":{"type":"boolean"},"fields":{"type":"string"},"include_fields":{"type":"boolean"}}},
"POST /rules":{"body":{"$ref":"#/$defs/CreateRuleRequestContent"}},
"GET /rules/{}":{"query":{"fields":{"type":"string"},"include_fields":{"type":"boolean"}}},
"PATCH /rules/{}":{"body":{"$ref":"#/$defs/UpdateRuleRequestContent"}}
}}`;
