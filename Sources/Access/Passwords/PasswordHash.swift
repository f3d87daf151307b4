import Crypto
import CryptoExtras

/// What one scrypt computation costs (RFC 7914 section 2).
package struct PasswordCost: Sendable, Hashable {
    /// The binary logarithm of the number of rounds: memory and time double with each step.
    package let logRounds: Int
    /// The block size: memory is 128 × rounds × block size bytes.
    package let blockSize: Int
    /// How many times the whole is done.
    package let parallelism: Int

    /// Nil outside the range that this server computes: 2^4 to 2^17 rounds, block size 1 to 16, parallelism 1 to 16; so that no stored
    /// text can ask for more than 256 MiB.
    package init?(logRounds: Int, blockSize: Int, parallelism: Int) {
        guard (4...17).contains(logRounds), (1...16).contains(blockSize), (1...16).contains(parallelism) else { return nil }
        self.init(checkedLogRounds: logRounds, blockSize: blockSize, parallelism: parallelism)
    }

    private init(checkedLogRounds logRounds: Int, blockSize: Int, parallelism: Int) {
        self.logRounds = logRounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// 2^15 rounds of 8 blocks, three times: 32 MiB and about a quarter of a second. The OWASP Password Storage Cheat Sheet names it
    /// among the settings of equal strength that are the least to use; it is the one of them that fits the server's memory.
    package static let standard = PasswordCost(checkedLogRounds: 15, blockSize: 8, parallelism: 3)
}

/// A password's scrypt hash with its salt and cost, and the one text that all three are stored as.
///
/// The text follows the PHC string format, its bytes in base64url: `$scrypt$ln=15,r=8,p=1$<salt>$<hash>`.
struct PasswordHash: Sendable {
    private static let saltLength = 16
    private static let keyLength = 32

    private let cost: PasswordCost
    private let salt: [UInt8]
    private let key: SymmetricKey

    /// Hashes a password with a fresh salt; nil for an empty password or when the memory cannot be had.
    init?(of password: String, cost: PasswordCost) {
        let salt = [UInt8].random(count: Self.saltLength)
        guard let key = Self.derive(password, salt: salt, cost: cost) else { return nil }
        self.cost = cost
        self.salt = salt
        self.key = key
    }

    /// Reads the stored text; nil for any other form.
    init?(text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let salt = Base64URL.decode(parts[3].utf8), !salt.isEmpty,
            let key = Base64URL.decode(parts[4].utf8), key.count == Self.keyLength
        else { return nil }
        let costs = parts[2].split(separator: ",", omittingEmptySubsequences: false)
        guard costs.count == 3, costs[0].hasPrefix("ln="), costs[1].hasPrefix("r="), costs[2].hasPrefix("p="),
            let logRounds = Int(costs[0].dropFirst(3)), let blockSize = Int(costs[1].dropFirst(2)),
            let parallelism = Int(costs[2].dropFirst(2)),
            let cost = PasswordCost(logRounds: logRounds, blockSize: blockSize, parallelism: parallelism)
        else { return nil }
        self.cost = cost
        self.salt = salt
        self.key = SymmetricKey(data: key)
    }

    /// The text to store.
    var text: String {
        let key = key.withUnsafeBytes { Base64URL.encode($0) }
        return "$scrypt$ln=\(cost.logRounds),r=\(cost.blockSize),p=\(cost.parallelism)$\(Base64URL.encode(salt))$\(key)"
    }

    /// Whether this is the hash of `password`. The comparison takes the same time wherever the two differ.
    func matches(_ password: String) -> Bool {
        guard let candidate = Self.derive(password, salt: salt, cost: cost) else { return false }
        return candidate == key
    }

    /// An empty password is refused here because the derivation below takes the address of its first byte.
    private static func derive(_ password: String, salt: [UInt8], cost: PasswordCost) -> SymmetricKey? {
        guard !password.isEmpty else { return nil }
        return try? KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: keyLength, rounds: 1 << cost.logRounds, blockSize: cost.blockSize,
            parallelism: cost.parallelism)
    }
}
