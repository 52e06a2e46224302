/** What requests under /self-service-profiles may carry: structure only, one definition or operation a line; corrected by recorded traffic. */
export const selfServiceProfiles = String.raw`{"$defs":{
"CreateSelfServiceProfileRequestContent":{"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","minLength":1,"maxLength":100},"description":{"type":"string","minLength":1,"maxLength":140},"branding":{"$ref":"#/$defs/SelfServiceProfileBrandingProperties"},"allowed_strategies":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/SelfServiceProfileAllowedStrategyEnum"}},"user_attributes":{"type":"array","items":{"$ref":"#/$defs/SelfServiceProfileUserAttribute"}},"user_attribute_profile_id":{"type":"string","format":"user-attribute-profile-id"}}},
"UpdateSelfServiceProfileRequestContent":{"type":"object","additionalProperties":false,"minProperties":0,"properties":{"name":{"type":"string","minLength":1,"maxLength":100},"description":{"$ref":"#/$defs/SelfServiceProfileDescription"},"branding":{"$ref":"#/$defs/SelfServiceProfileBranding"},"allowed_strategies":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/SelfServiceProfileAllowedStrategyEnum"}},"user_attributes":{"$ref":"#/$defs/SelfServiceProfileUserAttributes"},"user_attribute_profile_id":{"type":["string","null"],"format":"user-attribute-profile-id"}}},
"SetSelfServiceProfileCustomTextRequestContent":{"type":"object","additionalProperties":{"type":"string","maxLength":2000}},
"SelfServiceProfileBrandingProperties":{"type":"object","additionalProperties":true,"properties":{"logo_url":{"type":"string","maxLength":1024,"format":"uri","pattern":"^https://"},"colors":{"$ref":"#/$defs/SelfServiceProfileBrandingColors"}}},
"SelfServiceProfileAllowedStrategyEnum":{"type":"string","enum":["oidc","samlp","waad","google-apps","adfs","okta","auth0-samlp","okta-samlp","keycloak-samlp","pingfederate"]},
"SelfServiceProfileUserAttribute":{"type":"object","additionalProperties":false,"required":["name","description","is_optional"],"properties":{"name":{"type":"string","maxLength":250},"description":{"type":"string"},"is_optional":{"type":"boolean"}}},
"SelfServiceProfileDescription":{"type":["string","null"],"minLength":1,"maxLength":140},
"SelfServiceProfileBranding":{"anyOf":[{"$ref":"#/$defs/SelfServiceProfileBrandingProperties"},{"type":"null"}]},
"SelfServiceProfileUserAttributes":{"type":["array","null"],"items":{"$ref":"#/$defs/SelfServiceProfileUserAttribute"}},
"SelfServiceProfileBrandingColors":{"type":"object","additionalProperties":true,"required":["primary"],"properties":{"primary":{"type":"string","pattern":"^#([\\dA-Fa-f]{6}|[\\dA-Fa-f]{3})$"}}},
"SelfServiceProfileCustomTextLanguageEnum":{"type":"string","enum":["en"]},
"SelfServiceProfileCustomTextPageEnum":{"type":"string","enum":["get-started"]}
},"operations":{
"GET /self-service-profiles":{"query":{"page":{"type":"integer","minimum":0},"per_page":{"type":"integer","minimum":1,"maximum":100},"include_totals":{"type":"boolean"}}},
"POST /self-service-profiles":{"body":{"$ref":"#/$defs/CreateSelfServiceProfileRequestContent"}},
"PATCH /self-service-profiles/{}":{"body":{"$ref":"#/$defs/UpdateSelfServiceProfileRequestContent"}},
"GET /self-service-profiles/{}/custom-text/{}/{}":{"path":{"properties":{"language":{"$ref":"#/$defs/SelfServiceProfileCustomTextLanguageEnum"},"page":{"$ref":"#/$defs/SelfServiceProfileCustomTextPageEnum"}}}},
"PUT /self-service-profiles/{}/custom-text/{}/{}":{"body":{"$ref":"#/$defs/SetSelfServiceProfileCustomTextRequestContent"},"path":{"properties":{"language":{"$ref":"#/$defs/SelfServiceProfileCustomTextLanguageEnum"},"page":{"$ref":"#/$defs/SelfServiceProfileCustomTextPageEnum"}}}}
}}`;
