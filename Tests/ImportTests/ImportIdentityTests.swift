import Crypto
import Records
import Testing

@testable import Import

@Suite("The ids that an import gives to its rows")
struct ImportIdentityTests {
    private let organisation = OrganisationID(RecordID(high: 1, low: 2))

    @Test("They are UUIDs of version 8 that follow the lines")
    func order() {
        let identity = ImportIdentity(file: SHA256.hash(data: [1]), organisation: organisation, type: .contact)
        let ids = [1, 2, 3, 255, 256, 1_000_000].map { identity.id(line: $0) }
        #expect(ids == ids.sorted())
        #expect(Set(ids).count == ids.count)
        for id in ids {
            #expect(id.high >> 12 & 0xF == 8)
            #expect(id.low >> 62 == 2)
        }
    }

    @Test("Another file, organisation or type has other ids for the same line")
    func distinct() {
        let identities = [
            ImportIdentity(file: SHA256.hash(data: [1]), organisation: organisation, type: .contact),
            ImportIdentity(file: SHA256.hash(data: [2]), organisation: organisation, type: .contact),
            ImportIdentity(file: SHA256.hash(data: [1]), organisation: OrganisationID(RecordID(high: 1, low: 3)), type: .contact),
            ImportIdentity(file: SHA256.hash(data: [1]), organisation: organisation, type: .company),
        ]
        #expect(Set(identities.map { $0.id(line: 7) }).count == identities.count)
    }
}
