/** What requests under /hooks may carry: structure only, one definition or operation a line; corrected by recorded traffic. */
export const hooks = String.raw`{"$defs":{
"HookTriggerIdEnum":{"type":"string","enum":["credentials-exchange","pre-user-registration","post-user-registration","post-change-password","send-phone-message"]},
"CreateHookRequestContent":{"type":"object","additionalProperties":false,"required":["name","script","triggerId"],"properties":{"name":{"type":"string","pattern":"^[a-zA-Z0-9]([ \\-a-zA-Z0-9]*[a-zA-Z0-9])?$"},"script":{"type":"string","minLength":1},"enabled":{"type":"boolean"},"dependencies":{"$ref":"#/$defs/HookDependencies"},"triggerId":{"$ref":"#/$defs/HookTriggerIdEnum"}}},
"UpdateHookRequestContent":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"name":{"type":"string","pattern":"^[a-zA-Z0-9]([ \\-a-zA-Z0-9]*[a-zA-Z0-9])?$"},"script":{"type":"string","minLength":1},"enabled":{"type":"boolean"},"dependencies":{"$ref":"#/$defs/HookDependencies"}}},
"DeleteHookSecretRequestContent":{"type":"array","minItems":1,"items":{"type":"string"}},
"UpdateHookSecretRequestContent":{"type":"object","additionalProperties":{"type":"string"},"minProperties":1,"maxProperties":20},
"CreateHookSecretRequestContent":{"type":"object","additionalProperties":{"type":"string"},"minProperties":1,"maxProperties":20},
"HookDependencies":{"type":"object","additionalProperties":{"type":"string"}}
},"operations":{
"GET /hooks":{"query":{"page":{"type":"integer","minimum":0},"per_page":{"type":"integer","minimum":0,"maximum":100},"include_totals":{"type":"boolean"},"enabled":{"type":"boolean"},"fields":{"type":"string"},"triggerId":{"type":"string","enum":["credentials-exchange","pre-user-registration","post-user-registration","post-change-password","send-phone-message"]}}},
"POST /hooks":{"body":{"$ref":"#/$defs/CreateHookRequestContent"}},
"GET /hooks/{}":{"query":{"fields":{"type":"string"}}},
"PATCH /hooks/{}":{"body":{"$ref":"#/$defs/UpdateHookRequestContent"}},
"DELETE /hooks/{}/secrets":{"body":{"$ref":"#/$defs/DeleteHookSecretRequestContent"}},
"PATCH /hooks/{}/secrets":{"body":{"$ref":"#/$defs/UpdateHookSecretRequestContent"}},
"POST /hooks/{}/secrets":{"body":{"$ref":"#/$defs/CreateHookSecretRequestContent"}}
}}`;
