/** What requests under /connections-… may carry: structure only, one definition or operation a line; corrected by recorded traffic. */
export const connectionsWide = `{"$defs":{

},"operations":{
"GET /connections-directory-provisionings":{"query":{"from":{"type":"string"},"take":{"type":"integer","minimum":1,"maximum":100}}},
"GET /connections-scim-configurations":{"query":{"from":{"type":"string"},"take":{"type":"integer","minimum":1,"maximum":100}}}
}}`;
