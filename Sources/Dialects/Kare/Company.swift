import Access
import Endpoints
import JSONCore
import Records

/// The company that a path names, which every operation on contacts starts with.
extension Call {
    /// The company that Kare numbers `number`; ``RecordError/notFound(_:)`` when the organisation has none.
    func company(_ number: Int64) async throws -> Record { try await records.record(.number(.company, number)) }

    /// The same for an operation that writes; ``Kare/ArchivedCompany`` when the company may only be read.
    func writableCompany(_ number: Int64) async throws -> Record {
        let company = try await company(number)
        guard !Kare.isArchived(company) else { throw Kare.ArchivedCompany() }
        return company
    }

    /// Whether the caller may write at all.
    var canWrite: Bool { principal.scopes.contains(.writeConversations) }

    /// The first contacts of a company by id.
    func contacts(of company: Record, atMost limit: Int) async throws -> [Record] {
        try await records.page(
            Query(types: [.contact], filter: Kare.contacts(of: company), order: [Order(.number)], limit: limit)
        ).records
    }
}

extension Kare {
    /// Selects the contacts of a company.
    static func contacts(of company: Record) -> Filter { .compare(.field(Field.company), .equal, .text(company.id.text)) }

    /// Holds for the contacts of a company alone. The engine checks it on the record that it writes, so that a contact which moves to
    /// another company at the same moment is not found, and is not written.
    static func belongs(to company: Record) -> Precondition { .field(Field.company, equals: .string(company.id.text)) }
}
