import Relational
import Testing

/// What checksums and places are made of.
@Suite struct StoredValuesTests {
    private static let lists: [[StoredValue]] = [
        [], [.null], [.integer(0)], [.integer(.min), .integer(-1), .integer(.max)], [.bytes([])], [.bytes([0]), .null, .bytes([1, 2, 3])],
    ]

    @Test(arguments: lists)
    func valuesComeBack(_ values: [StoredValue]) {
        #expect(StoredValues.values(StoredValues.bytes(values)) == values)
    }

    @Test func differentValuesHaveDifferentBytes() {
        let alike: [[StoredValue]] =
            Self.lists + [[.bytes([0, 0])], [.bytes([]), .bytes([])], [.integer(1)], [.bytes([1])], [.null, .null]]
        #expect(Set(alike.map(StoredValues.bytes)).count == alike.count)
    }

    @Test(arguments: [[3], [1, 0], [2, 0, 0, 0, 0, 0, 0, 0, 1], [2, 255, 255, 255, 255, 255, 255, 255, 255]] as [[UInt8]])
    func bytesOfNoValuesAreRefused(_ bytes: [UInt8]) {
        #expect(StoredValues.values(bytes) == nil)
    }
}
