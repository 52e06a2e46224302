/** What requests under /custom-domains may carry: structure only, one definition or operation a line; corrected by recorded traffic. */
export const customDomains = String.raw`{"$defs":{
"CreateCustomDomainRequestContent":{"type":"object","additionalProperties":false,"required":["domain","type"],"properties":{"domain":{"type":"string","minLength":3,"maxLength":255,"pattern":"^(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9])\\.)*([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9])$"},"type":{"$ref":"#/$defs/CustomDomainProvisioningTypeEnum"},"verification_method":{"$ref":"#/$defs/CustomDomainVerificationMethodEnum"},"tls_policy":{"$ref":"#/$defs/CustomDomainTlsPolicyEnum"},"custom_client_ip_header":{"$ref":"#/$defs/CustomDomainCustomClientIpHeader"},"domain_metadata":{"$ref":"#/$defs/DomainMetadata"},"relying_party_identifier":{"type":"string","maxLength":255,"format":"hostname"}}},
"SetDefaultCustomDomainRequestContent":{"type":"object","additionalProperties":false,"required":["domain"],"properties":{"domain":{"type":"string","minLength":3,"maxLength":255}}},
"UpdateCustomDomainRequestContent":{"type":"object","additionalProperties":false,"properties":{"tls_policy":{"$ref":"#/$defs/CustomDomainTlsPolicyEnum"},"custom_client_ip_header":{"$ref":"#/$defs/CustomDomainCustomClientIpHeader"},"domain_metadata":{"$ref":"#/$defs/DomainMetadata"},"relying_party_identifier":{"type":["string","null"],"maxLength":255,"format":"hostname"}}},
"CustomDomainProvisioningTypeEnum":{"type":"string","enum":["auth0_managed_certs","self_managed_certs"]},
"CustomDomainVerificationMethodEnum":{"type":"string","enum":["txt"]},
"CustomDomainTlsPolicyEnum":{"type":"string","enum":["recommended"]},
"CustomDomainCustomClientIpHeader":{"anyOf":[{"$ref":"#/$defs/CustomDomainCustomClientIpHeaderEnum"},{"type":"null"}]},
"DomainMetadata":{"type":"object","additionalProperties":{"type":["string","null"],"maxLength":255},"maxProperties":10},
"CustomDomainCustomClientIpHeaderEnum":{"type":"string","enum":["true-client-ip","cf-connecting-ip","x-forwarded-for","x-azure-clientip",""]}
},"operations":{
"GET /custom-domains":{"query":{"take":{"type":"integer","minimum":1,"maximum":100},"from":{"type":"string","maxLength":1000},"q":{"type":"string","maxLength":1000},"fields":{"type":"string","maxLength":100},"include_fields":{"type":"boolean"},"sort":{"type":"string","maxLength":15}}},
"POST /custom-domains":{"body":{"$ref":"#/$defs/CreateCustomDomainRequestContent"}},
"PATCH /custom-domains/default":{"body":{"$ref":"#/$defs/SetDefaultCustomDomainRequestContent"}},
"PATCH /custom-domains/{}":{"body":{"$ref":"#/$defs/UpdateCustomDomainRequestContent"}}
}}`;
