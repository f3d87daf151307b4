import JSONCore
import Records
import Synchronization

/// The credentials of one request as a key: only what its scheme looks at, told apart byte by byte.
///
/// Swift's own `==` takes canonically equivalent strings as equal; two tenants' external ids may be just that.
struct CredentialKey: Sendable, Hashable {
    private let scheme: CredentialScheme
    private let forPlatform: Bool
    private let authorization: String
    private let other: String

    /// Nil when there is no `Authorization`, or when the credentials are longer than what is worth keeping.
    init?(_ presented: PresentedCredentials, scheme: CredentialScheme, forPlatform: Bool) {
        guard let authorization = presented.authorization else { return nil }
        self.scheme = scheme
        self.forPlatform = forPlatform
        self.authorization = authorization
        self.other =
            switch scheme {
            case .apiToken: ""
            case .accessAndSession: presented.sessionToken ?? ""
            case .platformJWT: presented.tenant ?? ""
            }
        guard authorization.utf8.count + other.utf8.count <= Self.maximumLength else { return nil }
    }

    /// Bytes of one key: the tokens of all schemes are well below, and 4,096 keys of this length take 8 MiB.
    private static let maximumLength = 2048

    static func == (left: Self, right: Self) -> Bool {
        left.authorization.hasSameBytes(as: right.authorization) && left.other.hasSameBytes(as: right.other)
            && left.scheme == right.scheme && left.forPlatform == right.forPlatform
    }

    func hash(into hasher: inout Hasher) {
        authorization.hashBytes(into: &hasher)
        other.hashBytes(into: &hasher)
    }
}

/// Whom a credential was found to belong to, and until when that is worth anything.
struct Finding: Sendable {
    let principal: Principal
    /// When the credential ends by itself; nil for one without an end.
    let end: Timestamp?
}

/// The credentials that were found good a moment ago, so that most requests ask neither the store nor a hash function.
///
/// Only good ones are kept: guessing fills nothing. A table of recent entries becomes the table of older ones when it is full, and the
/// older ones go; so memory is bounded and nothing is ever searched for what to evict.
final class CheckedCredentials: Sendable {
    /// Stands for everything that was revoked until now: see ``keep(_:for:since:at:)``.
    struct Epoch: Sendable, Hashable {
        fileprivate var number: UInt64 = 0
    }

    private struct Entry {
        let principal: Principal
        let checked: Timestamp
        let end: Timestamp
    }

    private struct Tables {
        var recent: [CredentialKey: Entry] = [:]
        var older: [CredentialKey: Entry] = [:]
        var epoch = Epoch()
    }

    private let tables = Mutex(Tables())
    private let seconds: Int64
    private let capacity: Int

    /// Keeps at most `capacity` credentials, each for at most `seconds`.
    init(seconds: Int, capacity: Int = 4096) {
        self.seconds = Int64(seconds)
        self.capacity = capacity
    }

    /// Whom `key` was found to belong to within the last seconds; nil when that is not known. A clock that was set back makes it unknown.
    func principal(for key: CredentialKey, at now: Timestamp) -> Principal? {
        tables.withLock { tables in
            guard let entry = tables.recent[key] ?? tables.older[key], entry.checked <= now, now < entry.end else { return nil }
            return entry.principal
        }
    }

    /// The state of revocations, to be read before a credential is looked up in the store.
    var epoch: Epoch { tables.withLock(\.epoch) }

    /// Keeps a finding for some seconds and never past the credential's own end; not at all if anything was revoked since `epoch`, because
    /// the finding may be older than the revocation.
    func keep(_ finding: Finding, for key: CredentialKey, since epoch: Epoch, at now: Timestamp) {
        let entry = Entry(
            principal: finding.principal, checked: now,
            end: min(now.advanced(seconds: seconds), finding.end ?? now.advanced(seconds: seconds)))
        tables.withLock { tables in
            guard tables.epoch == epoch else { return }
            if tables.recent.count >= capacity / 2 {
                tables.older = tables.recent
                tables.recent = [:]
            }
            tables.recent[key] = entry
        }
    }

    /// Forgets everything: something was revoked or changed.
    func forget() {
        tables.withLock { tables in
            tables.recent = [:]
            tables.older = [:]
            tables.epoch.number &+= 1
        }
    }
}
