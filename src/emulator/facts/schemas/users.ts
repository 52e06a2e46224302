/** What requests under /users may carry: structure only, one definition or operation a line; corrected by recorded traffic. */
export const users = String.raw`{"$defs":{
"CreateUserRequestContent":{"type":"object","additionalProperties":false,"required":["connection"],"properties":{"email":{"type":"string","format":"email"},"phone_number":{"type":"string","pattern":"^\\+[0-9]{1,15}$"},"user_metadata":{"$ref":"#/$defs/UserMetadata"},"blocked":{"type":"boolean"},"email_verified":{"type":"boolean"},"phone_verified":{"type":"boolean"},"app_metadata":{"$ref":"#/$defs/AppMetadata"},"given_name":{"type":"string","minLength":1,"maxLength":150},"family_name":{"type":"string","minLength":1,"maxLength":150},"name":{"type":"string","minLength":1,"maxLength":300},"nickname":{"type":"string","minLength":1,"maxLength":300},"picture":{"type":"string","format":"strict-uri"},"user_id":{"type":"string","minLength":0,"maxLength":255,"pattern":"^\\S*$"},"connection":{"type":"string","minLength":1},"password":{"type":"string","minLength":1},"verify_email":{"type":"boolean"},"username":{"type":"string","minLength":1,"maxLength":128}}},
"UpdateUserRequestContent":{"type":"object","additionalProperties":true,"properties":{"blocked":{"type":"boolean"},"email_verified":{"type":"boolean"},"email":{"type":["string","null"],"format":"email"},"phone_number":{"type":["string","null"],"pattern":"^\\+[0-9]{1,15}$"},"phone_verified":{"type":"boolean"},"user_metadata":{"$ref":"#/$defs/UserMetadata"},"app_metadata":{"$ref":"#/$defs/AppMetadata"},"given_name":{"type":["string","null"],"minLength":1,"maxLength":150},"family_name":{"type":["string","null"],"minLength":1,"maxLength":150},"name":{"type":["string","null"],"minLength":1,"maxLength":300},"nickname":{"type":["string","null"],"minLength":1,"maxLength":300},"picture":{"type":["string","null"],"format":"strict-uri"},"verify_email":{"type":"boolean"},"verify_phone_number":{"type":"boolean"},"password":{"type":["string","null"],"minLength":1},"connection":{"type":"string","minLength":1},"client_id":{"type":"string","minLength":1},"username":{"type":["string","null"],"minLength":1,"maxLength":128}}},
"DeleteUserPermissionsRequestContent":{"type":"object","additionalProperties":false,"required":["permissions"],"properties":{"permissions":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/PermissionRequestPayload"}}}},
"CreateUserPermissionsRequestContent":{"type":"object","additionalProperties":false,"required":["permissions"],"properties":{"permissions":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/PermissionRequestPayload"}}}},
"DeleteUserRolesRequestContent":{"type":"object","additionalProperties":false,"required":["roles"],"properties":{"roles":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}}}},
"AssignUserRolesRequestContent":{"type":"object","additionalProperties":false,"required":["roles"],"properties":{"roles":{"type":"array","minItems":1,"items":{"type":"string","minLength":1}}}},
"UserMetadata":{"type":"object","additionalProperties":true},
"AppMetadata":{"type":"object","additionalProperties":true,"properties":{}},
"PermissionRequestPayload":{"type":"object","additionalProperties":false,"required":["resource_server_identifier","permission_name"],"properties":{"resource_server_identifier":{"type":"string"},"permission_name":{"type":"string"}}}
},"operations":{
"GET /users":{"query":{"page":{"type":"integer","minimum":0},"per_page":{"type":"integer","minimum":0,"maximum":100},"include_totals":{"type":"boolean"},"sort":{"type":"string"},"connection":{"type":"string"},"fields":{"type":"string"},"include_fields":{"type":"boolean"},"q":{"type":"string"},"search_engine":{"type":"string","enum":["v1","v2","v3"]},"primary_order":{"type":"boolean"}}},
"POST /users":{"body":{"$ref":"#/$defs/CreateUserRequestContent"}},
"GET /users-by-email":{"query":{"email":{"type":"string"},"fields":{"type":"string"},"include_fields":{"type":"boolean"}}},
"GET /users/{}":{"query":{"fields":{"type":"string"},"include_fields":{"type":"boolean"}}},
"PATCH /users/{}":{"body":{"$ref":"#/$defs/UpdateUserRequestContent"}},
"GET /users/{}/connected-accounts":{"query":{"from":{"type":"string"},"take":{"type":"integer","minimum":1,"maximum":100}}},
"GET /users/{}/organizations":{"query":{"page":{"type":"integer","minimum":0,"maximum":1000},"per_page":{"type":"integer","minimum":1,"maximum":100},"include_totals":{"type":"boolean"}}},
"GET /users/{}/permissions":{"query":{"per_page":{"type":"integer","minimum":1,"maximum":100},"page":{"type":"integer","minimum":0},"include_totals":{"type":"boolean"}}},
"DELETE /users/{}/permissions":{"body":{"$ref":"#/$defs/DeleteUserPermissionsRequestContent"}},
"POST /users/{}/permissions":{"body":{"$ref":"#/$defs/CreateUserPermissionsRequestContent"}},
"GET /users/{}/roles":{"query":{"per_page":{"type":"integer","minimum":1,"maximum":100},"page":{"type":"integer","minimum":0},"include_totals":{"type":"boolean"}}},
"DELETE /users/{}/roles":{"body":{"$ref":"#/$defs/DeleteUserRolesRequestContent"}},
"POST /users/{}/roles":{"body":{"$ref":"#/$defs/AssignUserRolesRequestContent"}}
}}`;
