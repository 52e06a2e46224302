/** What requests under /token-exchange-profiles may carry: structure only, one definition or operation a line; corrected by recorded traffic. */
export const tokenExchangeProfiles = `{"$defs":{
"CreateTokenExchangeProfileRequestContent":{"type":"object","additionalProperties":false,"required":["name","subject_token_type","action_id","type"],"properties":{"name":{"type":"string","minLength":3,"maxLength":50},"subject_token_type":{"type":"string","minLength":8,"maxLength":100,"format":"url"},"action_id":{"type":"string","minLength":1,"maxLength":36},"type":{"$ref":"#/$defs/TokenExchangeProfileTypeEnum"}}},
"UpdateTokenExchangeProfileRequestContent":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"name":{"type":"string","minLength":3,"maxLength":50},"subject_token_type":{"type":"string","minLength":8,"maxLength":100,"format":"url"}}},
"TokenExchangeProfileTypeEnum":{"type":"string","minLength":1,"maxLength":21,"enum":["custom_authentication"]}
},"operations":{
"GET /token-exchange-profiles":{"query":{"from":{"type":"string"},"take":{"type":"integer","minimum":1,"maximum":100}}},
"POST /token-exchange-profiles":{"body":{"$ref":"#/$defs/CreateTokenExchangeProfileRequestContent"}},
"PATCH /token-exchange-profiles/{}":{"body":{"$ref":"#/$defs/UpdateTokenExchangeProfileRequestContent"}}
}}`;
