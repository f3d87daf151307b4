import Crypto
import Relational

/// How many rows a table has, and the SHA-256 of them all in the order of their keys.
struct TableDigest {
    private(set) var count: Int64 = 0
    private var hash = SHA256()

    mutating func add(_ row: StoredRow) {
        count += 1
        hash.update(data: row.canonicalBytes)
    }

    /// The sum of what has been added so far, as 64 digits.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
