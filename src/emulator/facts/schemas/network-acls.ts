/** What requests under /network-acls may carry: structure only, one definition or operation a line; corrected by recorded traffic. */
export const networkAcls = `{"$defs":{
"CreateNetworkAclRequestContent":{"type":"object","additionalProperties":false,"required":["description","active","rule"],"properties":{"description":{"type":"string","maxLength":255},"active":{"type":"boolean"},"priority":{"type":"number","minimum":1,"maximum":100},"rule":{"$ref":"#/$defs/NetworkAclRule"}}},
"UpdateNetworkAclRequestContent":{"type":"object","additionalProperties":false,"properties":{"description":{"type":"string","maxLength":255},"active":{"type":"boolean"},"priority":{"type":"number","minimum":1,"maximum":100},"rule":{"$ref":"#/$defs/NetworkAclRule"}}},
"SetNetworkAclRequestContent":{"type":"object","additionalProperties":false,"required":["description","active","rule"],"properties":{"description":{"type":"string","maxLength":255},"active":{"type":"boolean"},"priority":{"type":"number","minimum":1,"maximum":100},"rule":{"$ref":"#/$defs/NetworkAclRule"}}},
"NetworkAclRule":{"type":"object","additionalProperties":false,"required":["action","scope"],"properties":{"match_all":{"type":"boolean"},"action":{"$ref":"#/$defs/NetworkAclAction"},"match":{"$ref":"#/$defs/NetworkAclMatch"},"not_match":{"$ref":"#/$defs/NetworkAclMatch"},"scope":{"$ref":"#/$defs/NetworkAclRuleScopeEnum"}}},
"NetworkAclAction":{"type":"object","additionalProperties":false,"properties":{"block":{"$ref":"#/$defs/NetworkAclActionBlockEnum"},"allow":{"$ref":"#/$defs/NetworkAclActionAllowEnum"},"log":{"$ref":"#/$defs/NetworkAclActionLogEnum"},"redirect":{"$ref":"#/$defs/NetworkAclActionRedirectEnum"},"redirect_uri":{"type":"string","minLength":1,"maxLength":2000}}},
"NetworkAclMatch":{"type":"object","additionalProperties":false,"properties":{"http_message_signature":{"type":"object","additionalProperties":false,"required":["keys"],"properties":{"keys":{"type":"array","minItems":1,"items":{"type":"object","additionalProperties":false,"required":["id"],"properties":{"id":{"type":"string"}}}}}},"asns":{"type":"array","minItems":1,"items":{"type":"integer"}},"geo_country_codes":{"type":"array","minItems":1,"items":{"type":"string"}},"geo_subdivision_codes":{"type":"array","minItems":1,"items":{"type":"string"}},"ipv4_cidrs":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/NetworkACLMatchIpv4Cidr"}},"ipv6_cidrs":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/NetworkACLMatchIpv6Cidr"}},"ja3_fingerprints":{"type":"array","minItems":1,"items":{"type":"string"}},"ja4_fingerprints":{"type":"array","minItems":1,"items":{"type":"string"}},"user_agents":{"type":"array","minItems":1,"items":{"type":"string"}},"hostnames":{"type":"array","minItems":1,"items":{"type":"string","format":"hostname"}},"connecting_ipv4_cidrs":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/NetworkACLMatchConnectingIpv4Cidr"}},"connecting_ipv6_cidrs":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/NetworkACLMatchConnectingIpv6Cidr"}},"auth0_managed":{"type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string"}}}},
"NetworkAclRuleScopeEnum":{"type":"string","enum":["management","authentication","tenant","dynamic_client_registration"]},
"NetworkAclActionBlockEnum":{"type":"boolean","enum":[true]},
"NetworkAclActionAllowEnum":{"type":"boolean","enum":[true]},
"NetworkAclActionLogEnum":{"type":"boolean","enum":[true]},
"NetworkAclActionRedirectEnum":{"type":"boolean","enum":[true]},
"NetworkACLMatchIpv4Cidr":{"type":"string","anyOf":[{"type":"string","format":"ipv4"},{"type":"string","format":"cidr"}]},
"NetworkACLMatchIpv6Cidr":{"type":"string","anyOf":[{"type":"string","format":"ipv6"},{"type":"string","format":"ipv6_cidr"}]},
"NetworkACLMatchConnectingIpv4Cidr":{"type":"string","anyOf":[{"type":"string","format":"ipv4"},{"type":"string","format":"cidr"}]},
"NetworkACLMatchConnectingIpv6Cidr":{"type":"string","anyOf":[{"type":"string","format":"ipv6"},{"type":"string","format":"ipv6_cidr"}]}
},"operations":{
"GET /network-acls":{"query":{"page":{"type":"integer","minimum":0},"per_page":{"type":"integer","minimum":0,"maximum":100},"include_totals":{"type":"boolean"}}},
"POST /network-acls":{"body":{"$ref":"#/$defs/CreateNetworkAclRequestContent"}},
"PATCH /network-acls/{}":{"body":{"$ref":"#/$defs/UpdateNetworkAclRequestContent"}},
"PUT /network-acls/{}":{"body":{"$ref":"#/$defs/SetNetworkAclRequestContent"}}
}}`;
