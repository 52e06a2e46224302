/** What requests under /risk-assessments may carry: structure only, one definition or operation a line; corrected by recorded traffic. */
export const riskAssessments = `{"$defs":{
"UpdateRiskAssessmentsSettingsRequestContent":{"type":"object","additionalProperties":false,"required":["enabled"],"properties":{"enabled":{"type":"boolean"}}},
"UpdateRiskAssessmentsSettingsNewDeviceRequestContent":{"type":"object","additionalProperties":false,"required":["remember_for"],"properties":{"remember_for":{"type":"integer","minimum":1,"maximum":365}}}
},"operations":{
"PATCH /risk-assessments/settings":{"body":{"$ref":"#/$defs/UpdateRiskAssessmentsSettingsRequestContent"}},
"PATCH /risk-assessments/settings/new-device":{"body":{"$ref":"#/$defs/UpdateRiskAssessmentsSettingsNewDeviceRequestContent"}}
}}`;
