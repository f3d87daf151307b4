import Access
import HTTPTypes
package import JSONCore

/// The OpenAPI 3.1 document of one or all dialects, made from the same declarations that answer the requests.
package enum OpenAPIDocument {
    /// The document for `dialects`; `version` is the server's own.
    package static func make(_ dialects: [Dialect], title: String, version: String) -> JSON {
        var paths = JSONObject()
        var tags: [JSON] = []
        for dialect in dialects {
            tags.append(["name": .string(dialect.name), "description": .string(dialect.summary)])
            for prefix in [""] + dialect.prefixes {
                for endpoint in dialect.endpoints {
                    var item = paths[prefix + endpoint.path]?.asObject ?? [:]
                    item[endpoint.method.rawValue.lowercased()] = operation(endpoint, of: dialect, prefix: prefix)
                    paths[prefix + endpoint.path] = .object(item)
                }
            }
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": .string(title), "version": .string(version),
                "description": .string(dialects.map { "**\($0.title)**: \($0.summary)" }.joined(separator: "\n\n")),
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/", "description": "This server."]],
            "tags": .array(tags),
            "paths": .object(paths),
            "components": [
                "securitySchemes": .object(securitySchemes(dialects)),
                "schemas": .object(errorSchemas(dialects)),
            ],
        ]
    }

    private static func operation(_ endpoint: Endpoint, of dialect: Dialect, prefix: String) -> JSON {
        var operation: JSONObject = [
            "operationId": .string(operationID(endpoint, dialect, prefix)), "summary": .string(endpoint.summary),
            "tags": [.string(dialect.name)],
        ]
        let details = [endpoint.details, permissionText(endpoint.permission)].filter { !$0.isEmpty }.joined(separator: "\n\n")
        if !details.isEmpty { operation["description"] = .string(details) }
        operation["security"] = security(endpoint, dialect)
        var parameters = headers(of: dialect, endpoint)
        for input in endpoint.inputs {
            switch input.place {
            case .parameter(let place): parameters.append(parameter(input, place))
            case .body(let mediaTypes): operation["requestBody"] = body(input, mediaTypes, limit: endpoint.bodyLimit)
            }
        }
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        operation["responses"] = .object(responses(endpoint, dialect))
        return .object(operation)
    }

    /// `kare.updateContact`; with a prefix, `kare.main.updateContact`, since operation ids are unique.
    private static func operationID(_ endpoint: Endpoint, _ dialect: Dialect, _ prefix: String) -> String {
        let stage = prefix.split(separator: "/").map { $0 + "." }.joined()
        return "\(dialect.name).\(stage)\(endpoint.id)"
    }

    private static func parameter(_ input: InputDescription, _ place: RequestError.Place) -> JSON {
        var parameter: JSONObject = [
            "name": .string(input.name), "in": .string(place.rawValue), "description": .string(input.summary),
            "required": .bool(input.isRequired), "schema": input.schema,
        ]
        if let example = input.example { parameter["example"] = example }
        return .object(parameter)
    }

    private static func body(_ input: InputDescription, _ mediaTypes: [String], limit: Int) -> JSON {
        var content = JSONObject()
        for mediaType in mediaTypes {
            var media: JSONObject = ["schema": input.schema]
            if let example = input.example { media["example"] = example }
            content[mediaType] = .object(media)
        }
        return [
            "description": .string("At most \(limit) bytes of JSON (RFC 8259), member names unique."), "required": .bool(input.isRequired),
            "content": .object(content),
        ]
    }

    private static func responses(_ endpoint: Endpoint, _ dialect: Dialect) -> JSONObject {
        var responses = JSONObject()
        for answer in endpoint.answers {
            var response: JSONObject = ["description": .string(answer.summary)]
            if answer.isRefusal {
                response["content"] = [dialect.errorMediaType: ["schema": ["$ref": .string("#/components/schemas/\(dialect.name)Error")]]]
            } else if let schema = answer.schema {
                var media: JSONObject = ["schema": schema]
                if let example = answer.example { media["example"] = example }
                response["content"] = [answer.mediaType: .object(media)]
            }
            responses[String(answer.status.code)] = .object(response)
        }
        return responses
    }

    private static func errorSchemas(_ dialects: [Dialect]) -> JSONObject {
        var schemas = JSONObject()
        for dialect in dialects { schemas["\(dialect.name)Error"] = dialect.errorSchema }
        return schemas
    }
}

// MARK: - Credentials

extension OpenAPIDocument {
    private static func securitySchemes(_ dialects: [Dialect]) -> JSONObject {
        var schemes = JSONObject()
        for dialect in dialects {
            switch dialect.scheme {
            case .apiToken:
                schemes["apiToken"] = [
                    "type": "http", "scheme": "bearer", "description": "An API token of one organisation: `tg_live_…` or `tg_test_…`.",
                ]
            case .accessAndSession:
                schemes["accessToken"] = ["type": "http", "scheme": "bearer", "description": "The access token of a sign-in."]
                schemes["sessionToken"] = [
                    "type": "apiKey", "in": "header", "name": "x-session-token", "description": "The session token of the same sign-in.",
                ]
            case .platformJWT:
                schemes["platformJWT"] = [
                    "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
                    "description": "A JWT (HS256) that the platform signed with its secret, for one tenant or for the platform.",
                ]
            }
        }
        return schemes
    }

    private static func security(_ endpoint: Endpoint, _ dialect: Dialect) -> JSON {
        if case .open = endpoint.permission { return [] }
        switch dialect.scheme {
        case .apiToken: return [["apiToken": []]]
        case .accessAndSession: return [["accessToken": [], "sessionToken": []]]
        case .platformJWT: return [["platformJWT": []]]
        }
    }

    /// Headers that every protected operation of the dialect reads.
    private static func headers(of dialect: Dialect, _ endpoint: Endpoint) -> [JSON] {
        guard dialect.scheme == .platformJWT else { return [] }
        switch endpoint.permission {
        case .open, .platform: return []
        case .scope, .scopeOfType: break
        }
        return [
            [
                "name": "reach-tenant-id", "in": "header", "required": false, "schema": ["type": "string"],
                "description": "With a platform's JWT: the tenant to act for, by id or external id.",
            ]
        ]
    }

    private static func permissionText(_ permission: Endpoint.Permission) -> String {
        switch permission {
        case .open: "Needs no credential."
        case .scope(let scope): "Needs the scope `\(scope.rawValue)`."
        case .scopeOfType(let writing): "Needs the scope for \(writing ? "writing" : "reading") records of the type."
        case .platform(let scope): "Needs a platform's own JWT with the scope `\(scope.rawValue)`."
        }
    }
}
