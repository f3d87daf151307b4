package import Access
import Endpoints
import Foundation
package import Hummingbird
package import Logging
import NIOCore
package import Records
import ServiceLifecycle
import UnixSignals

/// The composition root: a configuration becomes a store, an engine, an access control and a server.
///
/// The command line, the tests and the demo all build through here.
package final class KithServer: Sendable {
    package let configuration: ServerConfiguration
    package let access: AccessControl
    package let engine: RecordEngine
    package let pipeline: RequestPipeline
    private let database: OpenedDatabase
    private let connections: Connections
    private let logger: Logger

    /// Opens the database and composes everything over it. Refuses with ``StartError``.
    package init(_ configuration: ServerConfiguration, logger: Logger) async throws(StartError) {
        self.configuration = configuration
        self.logger = logger
        database = try await OpenedDatabase(configuration, logger: logger)
        // Besides its connections to PostgreSQL, the process opens few files from here on: event loops and sockets that listen.
        let room = try ConnectionRoom(wanted: configuration.connections, spare: 16 + configuration.databaseConnections)
        connections = Connections(room, configuration.connectionLimits, logger: logger)
        do throws(StoreError) {
            access = try await AccessControl(store: database.store, configuration: configuration.access)
        } catch { throw StartError("the database does not answer: \(error)") }
        engine = RecordEngine(store: database.store)
        pipeline = RequestPipeline(
            access: access, engine: engine, places: Places(configuration.requestsAtOnce), logger: logger)
    }

    /// Serves until the process is told to stop, then finishes what is under way, at most for the configured time.
    ///
    /// `onReady` hears the port that was bound.
    package func run(signals: Bool = true, onReady: @escaping @Sendable (_ port: Int) -> Void = { _ in }) async throws {
        var group = ServiceGroupConfiguration(
            services: [.init(service: application(onReady: onReady))], gracefulShutdownSignals: signals ? [.sigterm, .sigint] : [],
            logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(configuration.drainSeconds)
        group.maximumCancellationDuration = .seconds(5)
        do {
            try await ServiceGroup(configuration: group).run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            await close()
            throw StartError(
                "port \(configuration.port) of \(configuration.host) is in use: stop what listens there, or take another --port")
        } catch let error as IOError where error.errnoCode == EACCES || error.errnoCode == EADDRNOTAVAIL {
            await close()
            throw StartError("\(configuration.host) port \(configuration.port) cannot be listened on here: take another --host or --port")
        } catch {
            await close()
            throw error
        }
        await close()
    }

    /// Opens the database, lets `act` work on it and closes it again, also when `act` throws. Refuses with ``StartError``.
    package static func with<Value>(
        _ configuration: ServerConfiguration, logger: Logger, _ act: (KithServer) async throws -> Value
    ) async throws -> Value {
        let server = try await KithServer(configuration, logger: logger)
        do {
            let value = try await act(server)
            await server.close()
            return value
        } catch {
            await server.close()
            throw error
        }
    }

    /// Finishes waiting commits and lets go of the database.
    package func close() async { await database.store.close() }

    /// The HTTP server as Hummingbird runs it, in production and in tests.
    package func application(onReady: @escaping @Sendable (_ port: Int) -> Void = { _ in }) -> some ApplicationProtocol {
        let pages = StaticPages(dialects: RequestPipeline.dialects, readiness: database.readiness)
        let adapter = HTTPAdapter(pipeline: pipeline, pages: pages)
        return Application(
            responder: adapter,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ConnectionDeadlines(self.connections)],
                    httpDecoderConfiguration: .init(maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: "Kith", backlog: 1024, reuseAddress: true),
            onServerRunning: { channel in onReady(channel.localAddress?.port ?? 0) },
            logger: HummingbirdLog.logger(to: logger))
    }
}

/// Why the server does not start, in a sentence that says what to do.
package struct StartError: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
