/** What requests under /connection-profiles may carry: structure only, one definition or operation a line; corrected by recorded traffic. */
export const connectionProfiles = `{"$defs":{
"CreateConnectionProfileRequestContent":{"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"$ref":"#/$defs/ConnectionProfileName"},"organization":{"$ref":"#/$defs/ConnectionProfileOrganization"},"connection_name_prefix_template":{"$ref":"#/$defs/ConnectionNamePrefixTemplate"},"enabled_features":{"$ref":"#/$defs/ConnectionProfileEnabledFeatures"},"connection_config":{"$ref":"#/$defs/ConnectionProfileConfig"},"strategy_overrides":{"$ref":"#/$defs/ConnectionProfileStrategyOverrides"}}},
"UpdateConnectionProfileRequestContent":{"type":"object","additionalProperties":false,"properties":{"name":{"$ref":"#/$defs/ConnectionProfileName"},"organization":{"$ref":"#/$defs/ConnectionProfileOrganization"},"connection_name_prefix_template":{"$ref":"#/$defs/ConnectionNamePrefixTemplate"},"enabled_features":{"$ref":"#/$defs/ConnectionProfileEnabledFeatures"},"connection_config":{"$ref":"#/$defs/ConnectionProfileConfig"},"strategy_overrides":{"$ref":"#/$defs/ConnectionProfileStrategyOverrides"}}},
"ConnectionProfileName":{"type":"string","minLength":1,"maxLength":50},
"ConnectionProfileOrganization":{"type":"object","additionalProperties":false,"properties":{"show_as_button":{"$ref":"#/$defs/ConnectionProfileOrganizationShowAsButtonEnum"},"assign_membership_on_login":{"$ref":"#/$defs/ConnectionProfileOrganizationAssignMembershipOnLoginEnum"}}},
"ConnectionNamePrefixTemplate":{"type":"string","minLength":0,"maxLength":15,"pattern":"^(?!-)(?!.*--)(?:[a-zA-Z0-9-]|{org_id}|{org_name})*$"},
"ConnectionProfileEnabledFeatures":{"type":"array","items":{"$ref":"#/$defs/EnabledFeaturesEnum"}},
"ConnectionProfileConfig":{"type":"object","additionalProperties":false,"properties":{}},
"ConnectionProfileStrategyOverrides":{"type":"object","additionalProperties":false,"properties":{"pingfederate":{"$ref":"#/$defs/ConnectionProfileStrategyOverride"},"ad":{"$ref":"#/$defs/ConnectionProfileStrategyOverride"},"adfs":{"$ref":"#/$defs/ConnectionProfileStrategyOverride"},"waad":{"$ref":"#/$defs/ConnectionProfileStrategyOverride"},"google-apps":{"$ref":"#/$defs/ConnectionProfileStrategyOverride"},"okta":{"$ref":"#/$defs/ConnectionProfileStrategyOverride"},"oidc":{"$ref":"#/$defs/ConnectionProfileStrategyOverride"},"samlp":{"$ref":"#/$defs/ConnectionProfileStrategyOverride"}}},
"ConnectionProfileOrganizationShowAsButtonEnum":{"type":"string","enum":["none","optional","required"]},
"ConnectionProfileOrganizationAssignMembershipOnLoginEnum":{"type":"string","enum":["none","optional","required"]},
"EnabledFeaturesEnum":{"type":"string","enum":["scim","universal_logout"]},
"ConnectionProfileStrategyOverride":{"type":"object","additionalProperties":false,"properties":{"enabled_features":{"$ref":"#/$defs/ConnectionProfileStrategyOverridesEnabledFeatures"},"connection_config":{"$ref":"#/$defs/ConnectionProfileStrategyOverridesConnectionConfig"}}},
"ConnectionProfileStrategyOverridesEnabledFeatures":{"type":"array","items":{"$ref":"#/$defs/EnabledFeaturesEnum"}},
"ConnectionProfileStrategyOverridesConnectionConfig":{"type":"object","additionalProperties":false,"properties":{}}
},"operations":{
"GET /connection-profiles":{"query":{"from":{"type":"string"},"take":{"type":"integer","minimum":1,"maximum":10}}},
"POST /connection-profiles":{"body":{"$ref":"#/$defs/CreateConnectionProfileRequestContent"}},
"PATCH /connection-profiles/{}":{"body":{"$ref":"#/$defs/UpdateConnectionProfileRequestContent"}}
}}`;
