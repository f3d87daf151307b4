import Access
import Endpoints
import HTTPTypes
import JSONCore

extension Kare {
    /// Page "Login credentials" of the vendor's service Auth.
    static let logIn = Endpoint(
        open: .post, "/auth/v1/rs/login/credentials", id: "logIn", "Log in with email and password",
        details:
            "Gives the two tokens that every other operation takes: `Authorization: Bearer` the access token, `x-session-token` the other.",
        inputs: JSONBody(credentials, example: ["email": "grace@demo.example", "password": "your password"]),
        answers: [
            Answer(.created, "The tokens of a new session", schema: answerObject([("data", answerObject(tokens))]))
        ] + Answer.refusals(.badRequest, .unauthorized, .tooManyRequests)
    ) { call, body in
        // The schema has made sure of both.
        guard let email = body["email"]?.asString, let password = body["password"]?.asString else { throw AccessError.wrongPassword }
        let session = try await call.access.signIn(email: email, password: password)
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.key("data")
        writer.beginObject()
        writer.key("accessToken")
        writer.string(session.accessToken)
        writer.key("refreshToken")
        writer.string(session.refreshToken)
        writer.key("sessionToken")
        writer.string(session.sessionToken)
        writer.endObject()
        writer.endObject()
        return .json(.created, writer.bytes)
    }

    private static let credentials: JSON = [
        "type": "object",
        "properties": [
            "email": emailSchema("Email of the user."),
            "password": [
                "type": "string", "minLength": 6, "maxLength": 100, "x-length-unit": "utf-16", "description": "Password of the user.",
                "writeOnly": true,
            ],
        ],
        "required": ["email", "password"],
    ]

    private static let tokens: [Member] = [
        ("accessToken", answerText("Opens the API as a bearer token.")),
        ("refreshToken", answerText("Issued as the vendor does; no operation takes it yet.")),
        ("sessionToken", answerText("Goes into x-session-token.")),
    ]
}
