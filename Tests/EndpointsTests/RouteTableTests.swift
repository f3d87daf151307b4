import Endpoints
import HTTPTypes
import Server
import Testing

@Suite("The route table")
struct RouteTableTests {
    let table = RouteTable(RequestPipeline.dialects)

    func described(_ method: HTTPRequest.Method, _ path: String) -> String {
        switch table.match(method, path) {
        case .route(let route, let values): "\(route.dialect.name).\(route.endpoint.id) \(values.joined(separator: ","))"
        case .otherMethods(let methods, let dialect): "\(dialect.name) has \(methods.map(\.rawValue).sorted().joined(separator: " "))"
        case .none(let dialect): "none \(dialect?.name ?? "-")"
        case .malformed(let dialect): "malformed \(dialect?.name ?? "-")"
        }
    }

    @Test("each of the five requests finds its endpoint, Kare's under its stage too")
    func five() {
        #expect(described(.patch, "/companies/v2/rs/1/contacts/2").hasPrefix("kare.updateContact 1,2"))
        #expect(described(.patch, "/main/companies/v2/rs/1/contacts/2").hasPrefix("kare.updateContact 1,2"))
        #expect(described(.put, "/api/v1/contacts/abc").hasPrefix("nateq."))
        #expect(described(.patch, "/api/v1/custom_entity").hasPrefix("mateo."))
        #expect(described(.patch, "/api/v1/conversation").hasPrefix("mateo."))
        #expect(described(.patch, "/api/resources/customers/c-1").hasPrefix("reach."))
    }

    @Test("values are percent-decoded once, an encoded slash stays inside its segment")
    func decoding() {
        #expect(described(.get, "/v1/contact/a%2Fb%2541") == "native.readRecord contact,a/b%41")
        #expect(described(.get, "/v1/contact/%ff") == "malformed native")
        #expect(described(.get, "/v1/contact/%0") == "malformed native")
    }

    @Test("unknown paths belong to the dialect whose root they lie under, on segment borders")
    func owners() {
        #expect(described(.get, "/companies/v9") == "none kare")
        #expect(described(.get, "/companiesx") == "none -")
        #expect(described(.get, "/api/v1/nothing") == "none mateo")
        #expect(described(.get, "/api/v1/contacts/1/2/3") == "none nateq")
        #expect(described(.get, "/v1/contact/") == "none native")
        #expect(described(.get, "nonsense") == "none -")
    }

    @Test("a literal wins over a name, and HEAD is answered like GET")
    func precedence() {
        #expect(described(.get, "/v1/types") == "native.listTypes ")
        #expect(described(.head, "/v1/contact/1") == "native.readRecord contact,1")
        #expect(described(.put, "/v1/contact/1") == "native has DELETE GET PATCH")
    }

    @Test("operation ids are unique in their dialect, and every endpoint documents a success")
    func declarations() {
        for dialect in RequestPipeline.dialects {
            #expect(Set(dialect.endpoints.map(\.id)).count == dialect.endpoints.count)
            for endpoint in dialect.endpoints {
                #expect(endpoint.answers.contains { !$0.isRefusal }, "\(dialect.name).\(endpoint.id)")
                #expect(!endpoint.summary.isEmpty)
            }
        }
    }
}
