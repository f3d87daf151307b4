import Glibc

/// What can be told of a database file before SQLite opens it, and so before anything in it is altered.
struct DatabaseFile {
    /// The file's true path, so that one file has one lock whatever links lead to it.
    let path: String

    /// What marks a file as Kith's in its header: `Kith`.
    static let applicationID: Int32 = 0x4B69_7468

    /// The file at `path`, which need not exist; its directory must.
    init(_ path: String) throws(StoreOpenError) {
        if let found = Self.realPath(path) {
            self.path = found
            return
        }
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
        guard let directory = Self.realPath(directory) else { throw .notWritable(path: path, reason: ProcessLock.systemError()) }
        self.path = directory == "/" ? "/" + name : directory + "/" + name
    }

    /// Refuses a file that holds something else than a database of Kith's. One that is missing or empty is fine.
    ///
    /// The caller holds the ``ProcessLock`` and has no connection open: closing a file gives up every lock this process has on it.
    func check() throws(StoreOpenError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return }
            throw .notWritable(path: path, reason: ProcessLock.systemError())
        }
        defer { close(descriptor) }
        var header = [UInt8](repeating: 0, count: 100)
        let count = read(descriptor, &header, header.count)
        if count == 0 { return }
        guard count == header.count, header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw count < 0 ? .notWritable(path: path, reason: ProcessLock.systemError()) : .notADatabase(path: path)
        }
        // https://www.sqlite.org/fileformat2.html section 1.3: the application id is at offset 68, big endian.
        let identifier = header[68..<72].reduce(0) { $0 << 8 | Int32($1) }
        guard identifier == Self.applicationID else { throw .foreign(path: path) }
        guard access(path, W_OK) == 0 else { throw .notWritable(path: path, reason: ProcessLock.systemError()) }
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
