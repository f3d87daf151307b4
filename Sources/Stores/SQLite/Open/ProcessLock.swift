import Glibc
import Synchronization

/// The lock that keeps a second server off the same file, held for as long as the object lives.
///
/// It is a lock of the system's on a file beside the database, so it goes with the process whatever ends it. The lock file stays, with the
/// id of the process that took it last.
final class ProcessLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Takes the lock for the database at `path` or refuses at once.
    init(database path: String) throws(StoreOpenError) {
        let descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .notWritable(path: path, reason: Self.systemError()) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.holder(descriptor)
            close(descriptor)
            throw .locked(path: path, holder: holder)
        }
        self.descriptor = Mutex(descriptor)
        let text = Array("\(getpid())\n".utf8)
        // Without its text the lock is as good; a full disk must not keep the server from reading.
        _ = ftruncate(descriptor, 0)
        _ = pwrite(descriptor, text, text.count, 0)
    }

    deinit { release() }

    /// Gives the lock back, once.
    func release() {
        descriptor.withLock { descriptor in
            if let open = descriptor { close(open) }
            descriptor = nil
        }
    }

    /// The words for the last error of a system call.
    static func systemError() -> String { String(cString: strerror(errno)) }

    /// The process that holds the lock; nil when it does not tell.
    ///
    /// It writes its id when it has the lock. For that moment nothing may stand there, or the id of one that has ended.
    private static func holder(_ descriptor: Int32) -> Int32? {
        for _ in 0..<100 {
            if let holder = writtenHolder(descriptor), kill(holder, 0) == 0 || errno == EPERM { return holder }
            usleep(1000)
        }
        return nil
    }

    private static func writtenHolder(_ descriptor: Int32) -> Int32? {
        var buffer = [UInt8](repeating: 0, count: 20)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        let digits = buffer.prefix(max(0, count)).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return Int32(String(decoding: digits, as: UTF8.self))
    }
}
