/** What requests under /logs may carry. */
export const logs = `{"$defs":{},"operations":{
"GET /logs":{"query":{"page":{"type":"integer","minimum":0},"per_page":{"type":"integer","minimum":0,"maximum":100},"sort":{"type":"string"},"fields":{"type":"string"},"include_fields":{"type":"boolean"},"include_totals":{"type":"boolean"},"from":{"type":"string"},"take":{"type":"integer","minimum":1,"maximum":100},"q":{"type":"string"},"search":{"type":"string"}}},
"GET /logs/{}":{}
}}`;
