/// Every format that is known.
let formats: [any Format.Type] = [
    DateTimeFormat.self, DateFormat.self, TimeFormat.self, DurationFormat.self,
    EmailFormat.self, IDNEmailFormat.self, HostnameFormat.self, IDNHostnameFormat.self,
    IPv4Format.self, IPv6Format.self,
    URIFormat.self, URIReferenceFormat.self, IRIFormat.self, IRIReferenceFormat.self, URITemplateFormat.self, UUIDFormat.self,
    JSONPointerFormat.self, RelativeJSONPointerFormat.self, RegexFormat.self,
]
