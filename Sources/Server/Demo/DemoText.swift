package import JSONCore
import Records

extension Demo {
    /// What `kith demo --json` prints: `{"organisation", "requests": […], "tokens": {…}}`.
    package var json: JSON {
        [
            "organisation": .string(organisation.text),
            "requests": .array(requests.map(\.json)),
            "tokens": [
                "mateo": .string(tokens.mateo), "nateq": .string(tokens.nateq), "native": .string(tokens.native),
                "reachTenant": .string(tokens.reachTenant), "reachPlatform": .string(tokens.reachPlatform),
                "kareAccess": .string(tokens.kareAccess), "kareSession": .string(tokens.kareSession),
            ],
        ]
    }

    /// What `kith demo` prints: one curl for each of the five requests, ready to paste against a server at `base`.
    package func text(base: String) -> String {
        var lines = ["# The demo organisation \(organisation.text). Five requests, ready to paste:", ""]
        for request in requests {
            lines.append("# \(request.summary)")
            lines.append("curl -sS --request \(request.method) '\(base)\(request.path)' \\")
            for header in request.headers { lines.append("  --header '\(header.name): \(header.value)' \\") }
            lines.append("  --data '\(request.body.text.replacing("'", with: #"'\''"#))'")
            lines.append("")
        }
        lines.append("# Sign in as Kare does: POST /auth/v1/rs/login/credentials")
        lines.append(#"#   {"email": "\#(signIn.email)", "password": "\#(signIn.password)"}"#)
        lines.append("# The whole API: \(base)/openapi.json   A token for the native API: \(tokens.native)")
        return lines.joined(separator: "\n")
    }
}

extension DemoRequest {
    fileprivate var json: JSON {
        [
            "name": .string(name), "method": .string(method), "path": .string(path),
            "headers": .object(JSONObject(uniqueMembers: headers.map { ($0.name, JSON.string($0.value)) })), "body": body,
        ]
    }
}
