extension JSON {
    /// Reads a JSON text that other code holds as a buffer; the buffer is not kept.
    ///
    /// Strict RFC 8259 over UTF-8: refuses, with the place and the rule, every text outside the grammar, invalid UTF-8, a byte order mark,
    /// half surrogate pairs, what exceeds the limits, and, unless these allow them, duplicate member names and U+0000.
    package static func parse(_ bytes: UnsafeRawBufferPointer, limits: JSONLimits = .standard) throws(JSONSyntaxError) -> JSON {
        var scanner = JSONScanner(bytes: bytes, limits: limits)
        return try scanner.scanDocument()
    }

    /// Reads a JSON text from its bytes, under the rules of ``parse(_:limits:)``.
    package static func parse(_ bytes: some Collection<UInt8>, limits: JSONLimits = .standard) throws(JSONSyntaxError) -> JSON {
        let result: Result<JSON, JSONSyntaxError>? = bytes.withContiguousStorageIfAvailable { buffer in
            Result { () throws(JSONSyntaxError) in try parse(UnsafeRawBufferPointer(buffer), limits: limits) }
        }
        return if let result { try result.get() } else { try parse(Array(bytes), limits: limits) }
    }

    /// Reads a JSON text from a string, under the rules of ``parse(_:limits:)``; offsets of errors count UTF-8 bytes.
    package static func parse(_ text: String, limits: JSONLimits = .standard) throws(JSONSyntaxError) -> JSON {
        try parse(text.utf8, limits: limits)
    }
}
