/** What requests under /client-grants may carry: structure only, one definition or operation a line; corrected by recorded traffic. */
export const clientGrants = `{"$defs":{
"ClientGrantSubjectTypeEnum":{"type":"string","enum":["client","user","anonymous_user"]},
"ClientGrantDefaultForEnum":{"type":"string","enum":["third_party_clients"]},
"CreateClientGrantRequestContent":{"type":"object","additionalProperties":false,"required":["audience"],"properties":{"client_id":{"type":"string"},"audience":{"type":"string","minLength":1},"default_for":{"$ref":"#/$defs/ClientGrantDefaultForEnum"},"organization_usage":{"$ref":"#/$defs/ClientGrantOrganizationUsageEnum"},"allow_any_organization":{"type":"boolean"},"scope":{"type":"array","items":{"type":"string","minLength":1,"maxLength":280}},"subject_type":{"$ref":"#/$defs/ClientGrantSubjectTypeEnum"},"authorization_details_types":{"type":"array","items":{"type":"string","minLength":1,"maxLength":255}},"allow_all_scopes":{"type":"boolean"}}},
"UpdateClientGrantRequestContent":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"scope":{"type":["array","null"],"items":{"type":"string","minLength":1,"maxLength":280}},"organization_usage":{"$ref":"#/$defs/ClientGrantOrganizationNullableUsageEnum"},"allow_any_organization":{"type":["boolean","null"]},"authorization_details_types":{"type":"array","items":{"type":"string","minLength":1,"maxLength":255}},"allow_all_scopes":{"type":["boolean","null"]}}},
"ClientGrantOrganizationUsageEnum":{"type":"string","enum":["deny","allow","require"]},
"ClientGrantOrganizationNullableUsageEnum":{"type":["string","null"],"enum":["deny","allow","require",null]}
},"operations":{
"GET /client-grants":{"query":{"per_page":{"type":"integer","minimum":1,"maximum":100},"page":{"type":"integer","minimum":0},"include_totals":{"type":"boolean"},"from":{"type":"string"},"take":{"type":"integer","minimum":1,"maximum":100},"audience":{"type":"string"},"client_id":{"type":"string"},"allow_any_organization":{"type":"boolean","enum":[true]},"subject_type":{"type":"string","enum":["client","user","anonymous_user"]},"default_for":{"type":"string","enum":["third_party_clients"]}}},
"POST /client-grants":{"body":{"$ref":"#/$defs/CreateClientGrantRequestContent"}},
"PATCH /client-grants/{}":{"body":{"$ref":"#/$defs/UpdateClientGrantRequestContent"}},
"GET /client-grants/{}/organizations":{"query":{"page":{"type":"integer","minimum":0},"per_page":{"type":"integer","minimum":1,"maximum":100},"include_totals":{"type":"boolean"},"from":{"type":"string"},"take":{"type":"integer","minimum":1,"maximum":100}}}
}}`;
