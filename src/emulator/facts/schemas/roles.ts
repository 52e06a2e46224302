/** What requests under /roles may carry: structure only, one definition or operation a line; corrected by recorded traffic. */
export const roles = `{"$defs":{
"CreateRoleRequestContent":{"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","minLength":1},"description":{"type":"string"},"type":{"type":"string","enum":["tenant","organization"]},"owner_id":{"type":"string","format":"organization-id"}}},
"UpdateRoleRequestContent":{"type":"object","additionalProperties":false,"properties":{"name":{"type":"string","minLength":1},"description":{"type":"string"}}},
"DeleteRoleGroupsRequestContent":{"type":"object","additionalProperties":false,"required":["groups"],"properties":{"groups":{"type":"array","minItems":1,"items":{"type":"string","minLength":18,"maxLength":26,"pattern":"^grp_[1-9a-km-zA-HJ-NP-Z]{14,22}$"}}}},
"AssignRoleGroupsRequestContent":{"type":"object","additionalProperties":false,"required":["groups"],"properties":{"groups":{"type":"array","minItems":1,"items":{"type":"string","minLength":18,"maxLength":26,"pattern":"^grp_[1-9a-km-zA-HJ-NP-Z]{14,22}$"}}}},
"DeleteRolePermissionsRequestContent":{"type":"object","additionalProperties":false,"required":["permissions"],"properties":{"permissions":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/PermissionRequestPayload"}}}},
"AddRolePermissionsRequestContent":{"type":"object","additionalProperties":false,"required":["permissions"],"properties":{"permissions":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/PermissionRequestPayload"}}}},
"AssignRoleUsersRequestContent":{"type":"object","additionalProperties":false,"required":["users"],"properties":{"users":{"type":"array","items":{"type":"string","format":"user-id-with-max-length"}}}},
"PermissionRequestPayload":{"type":"object","additionalProperties":false,"required":["resource_server_identifier","permission_name"],"properties":{"resource_server_identifier":{"type":"string"},"permission_name":{"type":"string"}}}
},"operations":{
"GET /roles":{"query":{"per_page":{"type":"integer","minimum":1,"maximum":100},"page":{"type":"integer","minimum":0},"include_totals":{"type":"boolean"},"name_filter":{"type":"string"},"type":{"type":"string","enum":["tenant","organization"]},"owner_id":{"type":"string"}}},
"POST /roles":{"body":{"$ref":"#/$defs/CreateRoleRequestContent"}},
"PATCH /roles/{}":{"body":{"$ref":"#/$defs/UpdateRoleRequestContent"}},
"GET /roles/{}/groups":{"query":{"from":{"type":"string"},"take":{"type":"integer","minimum":1}}},
"DELETE /roles/{}/groups":{"body":{"$ref":"#/$defs/DeleteRoleGroupsRequestContent"}},
"POST /roles/{}/groups":{"body":{"$ref":"#/$defs/AssignRoleGroupsRequestContent"}},
"GET /roles/{}/permissions":{"query":{"per_page":{"type":"integer","minimum":1,"maximum":100},"page":{"type":"integer","minimum":0},"include_totals":{"type":"boolean"}}},
"DELETE /roles/{}/permissions":{"body":{"$ref":"#/$defs/DeleteRolePermissionsRequestContent"}},
"POST /roles/{}/permissions":{"body":{"$ref":"#/$defs/AddRolePermissionsRequestContent"}},
"GET /roles/{}/users":{"query":{"per_page":{"type":"integer","minimum":1,"maximum":100},"page":{"type":"integer","minimum":0},"include_totals":{"type":"boolean"},"from":{"type":"string"},"take":{"type":"integer","minimum":1,"maximum":100}}},
"POST /roles/{}/users":{"body":{"$ref":"#/$defs/AssignRoleUsersRequestContent"}}
}}`;
