import Logging

/// What Hummingbird has to say, in the server's own log.
///
/// Hummingbird gives every request a logger with an id of its own. Kith's requests have one already, so it is dropped here before it is put
/// into words, which would cost each request a few microseconds.
struct HummingbirdLog: LogHandler {
    private let log: Logger
    var logLevel: Logger.Level
    var metadataProvider: Logger.MetadataProvider?

    /// A logger for Hummingbird whose lines go to `log`.
    static func logger(to log: Logger) -> Logger { Logger(label: log.label) { _ in HummingbirdLog(log: log, logLevel: log.logLevel) } }

    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        log.log(
            level: event.level, event.message, metadata: event.metadata, source: event.source, file: event.file, function: event.function,
            line: event.line)
    }
}
