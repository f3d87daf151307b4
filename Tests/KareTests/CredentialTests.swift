import Access
import JSONCore
import Records
import Server
import TestSupport
import Testing

/// Both tokens, every time, of one sign-in.
@Suite struct CredentialTests {
    @Test func everyOtherCredentialIsRefused() async throws {
        try await withServer { server in
            let before = try await server.contact()
            let access = "Bearer \(server.demo.tokens.kareAccess)"
            let session = server.demo.tokens.kareSession
            let stranger = try await server.stranger().organisation
            let other = try await server.server.access.createUser(
                organisation: stranger, email: "other@demo.example", name: "Other", password: "correct horse")
            let foreign = server.server.access.sessionTokens(for: other)
            let refused: [(name: String, headers: [String: String], code: String)] = [
                ("nothing", [:], "authorization-missing"),
                ("no session", ["Authorization": access], "session-token-missing"),
                ("no access", ["x-session-token": session], "authorization-missing"),
                ("no Bearer", ["Authorization": server.demo.tokens.kareAccess, "x-session-token": session], "authorization-invalid"),
                ("no token", ["Authorization": "Bearer nonsense", "x-session-token": session], "authorization-invalid"),
                (
                    "an API token", ["Authorization": "Bearer \(server.demo.tokens.nateq)", "x-session-token": session],
                    "authorization-invalid"
                ),
                (
                    "each in the other's place", ["Authorization": "Bearer \(session)", "x-session-token": server.demo.tokens.kareAccess],
                    ""
                ),
                ("no session token", ["Authorization": access, "x-session-token": "nonsense"], "session-token-invalid"),
                (
                    "a session of somebody else", ["Authorization": access, "x-session-token": foreign.sessionToken],
                    "session-token-invalid"
                ),
                ("a tampered token", ["Authorization": access + "x", "x-session-token": session], "authorization-invalid"),
            ]
            for (name, headers, code) in refused {
                let answer = try await server.send("PATCH", server.contactPath, headers: headers, json: ["notify": true])
                #expect(answer.status == 401, "\(name)")
                #expect(answer.headers["www-authenticate"] == "Bearer", "\(name)")
                #expect(try answer.json["message"] == "Unauthorized", "\(name)")
                if !code.isEmpty { #expect(try answer.refusal().code == code, "\(name)") }
            }
            #expect(try await server.contact() == before)

            let own = ["Authorization": "Bearer \(foreign.accessToken)", "x-session-token": foreign.sessionToken]
            #expect(try await server.send("PATCH", server.contactPath, headers: own, json: ["notify": true]).status == 404)
        }
    }

    @Test func expiredTokensAreRefused() async throws {
        try await withServer(configure: { $0.access.accessTokenSeconds = -3600 }) { server in
            let answer = try await server.patch(["notify": true])
            #expect(answer.status == 401)
            #expect(try answer.refusal().code == "authorization-expired")
        }
        try await withServer(configure: { $0.access.sessionTokenSeconds = -3600 }) { server in
            let answer = try await server.patch(["notify": true])
            #expect(answer.status == 401)
            #expect(try answer.refusal().code == "session-token-expired")
        }
    }

    @Test func loggingInGivesTokensThatOpenTheAPI() async throws {
        try await withServer { server in
            let body: JSON = ["email": .string(server.demo.signIn.email), "password": .string(server.demo.signIn.password)]
            for path in ["/auth/v1/rs/login/credentials", "/main/auth/v1/rs/login/credentials"] {
                let answer = try await server.send("POST", path, json: body)
                #expect(answer.status == 201)
                let data = try #require(try answer.json["data"]?.asObject)
                #expect(Set(data.keys) == ["accessToken", "refreshToken", "sessionToken"])
                let headers = [
                    "Authorization": "Bearer \(data["accessToken"]?.asString ?? "")",
                    "x-session-token": data["sessionToken"]?.asString ?? "",
                ]
                #expect(try await server.send("PATCH", server.contactPath, headers: headers, json: ["notify": true]).status == 200)
            }
        }
    }

    @Test func loggingInRefuses() async throws {
        try await withServer { server in
            let email = JSON.string(server.demo.signIn.email)
            let cases: [(name: String, body: JSON, status: Int, paths: [String])] = [
                ("a wrong password", ["email": email, "password": "wrong password"], 401, []),
                ("an unknown email", ["email": "nobody@demo.example", "password": "wrong password"], 401, []),
                ("no password", ["email": email], 400, ["/password"]),
                ("no email", ["password": "wrong password"], 400, ["/email"]),
                ("a short password", ["email": email, "password": "12345"], 400, ["/password"]),
                ("a long password", ["email": email, "password": .string(String(repeating: "p", count: 101))], 400, ["/password"]),
                ("no email address", ["email": "grace", "password": "wrong password"], 400, ["/email"]),
            ]
            for (name, body, status, paths) in cases {
                let answer = try await server.send("POST", "/auth/v1/rs/login/credentials", json: body)
                #expect(answer.status == status, "\(name)")
                #expect(try answer.refusal().paths == paths, "\(name)")
            }
        }
    }
}
