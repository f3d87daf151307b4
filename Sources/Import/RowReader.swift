import JSONCore

/// Reads a file's rows, some at a time.
struct RowReader {
    /// Some rows in a row, with the bytes they lie in.
    struct Batch {
        var bytes: [UInt8] = []
        var rows: [RowFramer.Row] = []
        /// Bytes of the file that have been read by then.
        var position: Int64 = 0
    }

    private let file: ImportFile
    private var framer: RowFramer
    private var position: Int64 = 0
    private var isAtEnd = false
    /// Why there are no more rows, told when those before it have been handed out.
    private var failure: ImportError?

    /// Begins at the file's beginning.
    init(_ file: ImportFile, _ format: ImportFormat) throws(ImportError) {
        self.file = file
        framer = RowFramer(format)
        try file.rewind()
        try readMore()
        framer.skipByteOrderMark()
    }

    /// The next rows: up to `limit`, fewer where they are long; nil after the last.
    mutating func next(limit: Int, bytes: Int) throws(ImportError) -> Batch? {
        var batch = Batch()
        batch.rows.reserveCapacity(limit)
        if failure == nil {
            do throws(ImportError) { try fill(&batch, limit: limit, bytes: bytes) } catch { failure = error }
        }
        batch.position = position
        guard batch.rows.isEmpty else { return batch }
        if let failure { throw failure }
        return nil
    }

    private mutating func fill(_ batch: inout Batch, limit: Int, bytes: Int) throws(ImportError) {
        while batch.rows.count < limit, batch.bytes.count < bytes {
            guard let row = try framer.next() else {
                guard !isAtEnd else { return }
                try readMore()
                continue
            }
            switch row {
            case .bytes(let range, let line):
                let start = batch.bytes.count
                batch.bytes.append(contentsOf: framer.buffer[range])
                batch.rows.append(.bytes(start..<batch.bytes.count, line: line))
            case .refused: batch.rows.append(row)
            }
        }
    }

    private mutating func readMore() throws(ImportError) {
        var count = 0
        let hasMore = try file.read { bytes in
            framer.append(bytes)
            count = bytes.count
        }
        position += Int64(count)
        guard !hasMore else { return }
        framer.finish()
        isAtEnd = true
    }
}
