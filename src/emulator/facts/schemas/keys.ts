/** What requests under /keys may carry: structure only, one definition or operation a line; corrected by recorded traffic. */
export const keys = `{"$defs":{
"SetCustomSigningKeysRequestContent":{"type":"object","additionalProperties":false,"required":["keys"],"properties":{"keys":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/CustomSigningKeyJWK"}}}},
"CreateEncryptionKeyRequestContent":{"type":"object","additionalProperties":true,"required":["type"],"properties":{"type":{"$ref":"#/$defs/CreateEncryptionKeyType"}}},
"ImportEncryptionKeyRequestContent":{"type":"object","additionalProperties":true,"required":["wrapped_key"],"properties":{"wrapped_key":{"type":"string"}}},
"CustomSigningKeyJWK":{"type":"object","additionalProperties":false,"required":["kty"],"properties":{"kty":{"$ref":"#/$defs/CustomSigningKeyTypeEnum"},"kid":{"type":"string"},"use":{"$ref":"#/$defs/CustomSigningKeyUseEnum"},"key_ops":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/CustomSigningKeyOperationEnum"}},"alg":{"$ref":"#/$defs/CustomSigningKeyAlgorithmEnum"},"n":{"type":"string"},"e":{"type":"string"},"crv":{"$ref":"#/$defs/CustomSigningKeyCurveEnum"},"x":{"type":"string"},"y":{"type":"string"},"x5u":{"type":"string"},"x5c":{"type":"array","minItems":1,"items":{"type":"string"}},"x5t":{"type":"string"},"x5t#S256":{"type":"string"}}},
"CreateEncryptionKeyType":{"type":"string","enum":["customer-provided-root-key","tenant-encryption-key"]},
"CustomSigningKeyTypeEnum":{"type":"string","enum":["EC","RSA"]},
"CustomSigningKeyUseEnum":{"type":"string","enum":["sig"]},
"CustomSigningKeyOperationEnum":{"type":"string","enum":["verify"]},
"CustomSigningKeyAlgorithmEnum":{"type":"string","enum":["RS256","RS384","RS512","ES256","ES384","ES512","PS256","PS384","PS512"]},
"CustomSigningKeyCurveEnum":{"type":"string","enum":["P-256","P-384","P-521"]}
},"operations":{
"POST /keys/network-acls":{"body":{"type":"object","additionalProperties":false,"required":["name","alg","value"],"properties":{"name":{"type":"string","minLength":1,"maxLength":255},"alg":{"type":"string","enum":["hmac-sha256"]},"value":{"type":"string","minLength":1}}}},
"PUT /keys/custom-signing":{"body":{"$ref":"#/$defs/SetCustomSigningKeysRequestContent"}},
"GET /keys/encryption":{"query":{"page":{"type":"integer","minimum":0},"per_page":{"type":"integer","minimum":1,"maximum":100},"include_totals":{"type":"boolean"}}},
"POST /keys/encryption":{"body":{"$ref":"#/$defs/CreateEncryptionKeyRequestContent"}},
"POST /keys/encryption/{}":{"body":{"$ref":"#/$defs/ImportEncryptionKeyRequestContent"}}
}}`;
