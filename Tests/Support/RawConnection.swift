import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A TCP connection to a server on this machine, for what no HTTP client would send, or would not read.
///
/// Nothing waits longer than twenty seconds: a test then fails instead of hanging.
package final class RawConnection: Sendable {
    /// What the server said.
    package struct Heard: Sendable {
        package let text: String
        /// Whether the server has closed the connection, or reset it.
        package let isClosed: Bool

        /// The statuses of all answers in it, in order.
        package var statuses: [Int] {
            text.components(separatedBy: "HTTP/1.1 ").dropFirst().compactMap { Int($0.prefix(3)) }
        }
    }

    private let socket: Int32

    /// Connects. A small `receiveBuffer` (bytes) makes the server notice soon that nothing is read.
    package init(port: Int, receiveBuffer: Int32? = nil) throws {
        #if canImport(Darwin)
        socket = Foundation.socket(AF_INET, SOCK_STREAM, 0)
        #else
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        guard socket >= 0 else { throw TestFailure("no socket: \(errno)") }
        if var size = receiveBuffer { setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size)) }
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(socket, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard connected == 0 else {
            Foundation.close(socket)
            throw TestFailure("no connection: \(errno)")
        }
    }

    deinit { Foundation.close(socket) }

    /// Sends all of it, or as much as the server takes before it closes the connection. Whether it took everything.
    @discardableResult
    package func send(_ text: String) async -> Bool {
        await blocking { [socket] in
            let bytes = Array(text.utf8)
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, Self.noSignal) }
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }
    }

    /// Tells the server that nothing more will be sent; it can still be heard.
    package func endSending() { shutdown(socket, Int32(SHUT_WR)) }

    /// Hears the server out: until it closes the connection.
    package func hear() async -> Heard { await hear { _ in false } }

    /// Hears until so many answers have ended, each with the length that it announces, or until the connection is closed.
    package func hear(answers: Int) async -> Heard { await hear { Self.completeAnswers(in: $0) >= answers } }

    private func hear(until isEnough: @escaping @Sendable ([UInt8]) -> Bool) async -> Heard {
        await blocking { [socket] in
            var heard: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while !isEnough(heard) {
                let count = recv(socket, &buffer, buffer.count, 0)
                if count > 0 {
                    heard += buffer[..<count]
                } else {
                    let isClosed = count == 0 || errno == ECONNRESET
                    return Heard(text: String(decoding: heard, as: UTF8.self), isClosed: isClosed)
                }
            }
            return Heard(text: String(decoding: heard, as: UTF8.self), isClosed: false)
        }
    }

    private static func completeAnswers(in bytes: [UInt8]) -> Int {
        var rest = String(decoding: bytes, as: UTF8.self)[...]
        var count = 0
        while let head = rest.range(of: "\r\n\r\n") {
            let fields = rest[..<head.lowerBound].lowercased().components(separatedBy: "\r\n")
            let length = fields.first { $0.hasPrefix("content-length:") }.flatMap { Int($0.dropFirst(15).filter { $0 != " " }) } ?? 0
            guard rest[head.upperBound...].utf8.count >= length else { break }
            rest = rest[rest.utf8.index(head.upperBound, offsetBy: length)...]
            count += 1
        }
        return count
    }

    #if canImport(Darwin)
    private static let noSignal: Int32 = 0
    #else
    private static let noSignal = Int32(MSG_NOSIGNAL)
    #endif
}
