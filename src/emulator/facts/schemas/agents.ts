/** What requests under /agents may carry: structure only, as the official SDK sends it. */
export const agents = `{"$defs":{
"AgentName":{"type":"string","minLength":1,"pattern":"^[^<>]+$"}
},"operations":{
"GET /agents":{"query":{"from":{"type":"string"},"take":{"type":"integer","minimum":1,"maximum":100}}},
"POST /agents":{"body":{"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"$ref":"#/$defs/AgentName"},"client_id":{"type":"string"},"external_agent_id":{"type":"string","minLength":1},"metadata":{"type":"object"}}}},
"PATCH /agents/{}":{"body":{"type":"object","additionalProperties":false,"properties":{"name":{"$ref":"#/$defs/AgentName"},"metadata":{"type":["object","null"]}}}}
}}`;
