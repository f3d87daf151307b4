package import Logging

/// Where the database is and how much of it the store may use.
package struct PostgresConfiguration: Sendable {
    /// The address as libpq reads it: `postgres://user@host1,host2:5432/name?sslmode=verify-full`. Never logged: it may hold a password.
    package var uri: String
    /// The password, where it is not in the address; nil leaves it to libpq (PGPASSWORD, the password file).
    package var password: String?
    /// Connections that read. One more writes.
    package var readers: Int
    /// How long one statement may run before it is refused with ``StoreError/tooExpensive``.
    package var queryTime: Duration
    /// How long a request may wait for a connection before it is refused with ``StoreError/unavailable(retryAfterSeconds:)``.
    package var queueTime: Duration
    package var logger: Logger

    package init(
        uri: String, password: String? = nil, readers: Int = 8, queryTime: Duration = .seconds(5), queueTime: Duration = .seconds(1),
        logger: Logger = Logger(label: "kith.store")
    ) {
        self.uri = uri
        self.password = password
        self.readers = readers
        self.queryTime = queryTime
        self.queueTime = queueTime
        self.logger = logger
    }
}
