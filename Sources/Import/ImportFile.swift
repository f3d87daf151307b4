import Crypto
import Foundation
import Records

/// A file of rows, opened: read from its beginning as often as it takes, never held in memory as a whole.
package final class ImportFile {
    private let descriptor: Int32
    /// Bytes in the file.
    package let size: Int64
    private let modifiedAt: timespec
    private static let chunkBytes = 256 << 10

    /// Opens the file; nil stands for standard input. What cannot be read twice, as a pipe, is copied to a temporary file without a name.
    package init(path: String?) throws(ImportError) {
        var descriptor = path.map { open($0, O_RDONLY | O_CLOEXEC) } ?? dup(STDIN_FILENO)
        guard descriptor >= 0 else { throw .system }
        do throws(ImportError) {
            var status = try Self.status(descriptor)
            if status.st_mode & S_IFMT == S_IFDIR { throw .unreadable(reason: "it is a directory") }
            if status.st_mode & S_IFMT != S_IFREG {
                let copy = try Self.copy(descriptor)
                close(descriptor)
                descriptor = copy
                status = try Self.status(descriptor)
            }
            size = Int64(status.st_size)
            modifiedAt = status.st_mtim
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// What the import of this file into the type is known by again; reads the whole file.
    func identity(in organisation: OrganisationID, of type: TypeID) throws(ImportError) -> ImportIdentity {
        try rewind()
        var hash = SHA256()
        while try read({ hash.update(bufferPointer: $0) }) {}
        return ImportIdentity(file: hash.finalize(), organisation: organisation, type: type)
    }

    /// Goes back to the beginning.
    func rewind() throws(ImportError) {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw .system }
    }

    /// Hands the next bytes to `body`; false at the end, where it refuses a file that is not what it was when it was opened.
    func read(_ body: (UnsafeRawBufferPointer) -> Void) throws(ImportError) -> Bool {
        let count = try Self.read(descriptor, body)
        guard count == 0 else { return true }
        let status = try Self.status(descriptor)
        guard Int64(status.st_size) == size, status.st_mtim.tv_sec == modifiedAt.tv_sec, status.st_mtim.tv_nsec == modifiedAt.tv_nsec else {
            throw .altered
        }
        return false
    }

    // MARK: - The system

    private static func status(_ descriptor: Int32) throws(ImportError) -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system }
        return status
    }

    /// Reads up to ``chunkBytes`` and returns how many there were.
    private static func read(_ descriptor: Int32, _ body: (UnsafeRawBufferPointer) -> Void) throws(ImportError) -> Int {
        let answer = withUnsafeTemporaryAllocation(byteCount: chunkBytes, alignment: 16) { buffer -> Result<Int, ImportError> in
            var count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            while count < 0, errno == EINTR { count = Foundation.read(descriptor, buffer.baseAddress, buffer.count) }
            guard count >= 0 else { return .failure(.system) }
            if count > 0 { body(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
            return .success(count)
        }
        return try answer.get()
    }

    /// A temporary file, already without a name, with everything that can be read from `source`, at its beginning.
    private static func copy(_ source: Int32) throws(ImportError) -> Int32 {
        // mkstemp puts letters of its own in the place of the six Xs.
        var template = Array((FileManager.default.temporaryDirectory.path + "/kith-import-XXXXXX").utf8CString)
        let copy = mkstemp(&template)
        guard copy >= 0 else { throw .system }
        unlink(template)
        do throws(ImportError) {
            var isWritten = true
            while isWritten, try read(source, { isWritten = writeAll($0, to: copy) }) > 0 {}
            guard isWritten, lseek(copy, 0, SEEK_SET) == 0 else { throw .system }
            return copy
        } catch {
            close(copy)
            throw error
        }
    }

    private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}

extension ImportError {
    /// What the system said last.
    fileprivate static var system: ImportError { .unreadable(reason: String(cString: strerror(errno))) }
}
