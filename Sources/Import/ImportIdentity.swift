import Crypto
import Records

/// What makes an import one that can be told from any other: the bytes of its file, the organisation and the type.
///
/// From it each row has the id of its record, by the line it begins in. So a run that ended halfway, however it ended, is found again in
/// the records themselves: the same row can never become two, and nothing beside the records has to be kept in step with them.
struct ImportIdentity: Sendable, Hashable {
    private let high: UInt64
    private let low: UInt64
    /// The bits of an id that hold the line.
    private static let lineBits: UInt64 = 40

    /// `digest` is the SHA-256 of the file.
    init(file digest: SHA256.Digest, organisation: OrganisationID, type: TypeID) {
        var hash = SHA256()
        digest.withUnsafeBytes { hash.update(bufferPointer: $0) }
        hash.update(data: organisation.identifier.bytes)
        hash.update(data: Array(type.text.utf8))
        var words: [UInt64] = []
        hash.finalize().withUnsafeBytes { bytes in
            words = stride(from: 0, to: 16, by: 8).map { bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self).bigEndian }
        }
        // A UUID of version 8 (RFC 9562, section 5.8): what the bits mean is the maker's own. The line comes last, so that rows which
        // follow each other lie together in every index.
        high = words[0] & 0xFFFF_FFFF_FFFF_0FFF | 0x8000
        low = words[1] & 0x3FFF_FF00_0000_0000 | 0x8000_0000_0000_0000
    }

    /// The id of the record that the row beginning in this line becomes.
    func id(line: Int) -> RecordID {
        RecordID(high: high, low: low | UInt64(truncatingIfNeeded: line) & (1 << Self.lineBits - 1))
    }
}
