/// The bounds a JSON text must keep before anything is built from it.
///
/// RFC 8259, section 9 lets a parser set limits on depth and on the range of numbers. These protect the stack, the stores behind the
/// parser (a column type that expands `1e131071` into 131,072 digits) and exact arithmetic. A text's overall size is bounded where it
/// is received, not here.
package struct JSONLimits: Sendable, Hashable {
    /// The most arrays and objects that may be open at once; a scalar has depth 0, `[]` depth 1.
    package var maximumDepth: Int

    /// The most bytes one number literal may have, sign, point and exponent included.
    package var maximumNumberLength: Int

    /// The largest absolute value a literal's exponent part may state, as in `1e308`.
    package var maximumExponent: Int

    /// The most operations one JSON Patch (RFC 6902) may hold.
    package var maximumPatchOperations: Int

    /// The most bytes a document may grow to while a JSON Patch is applied, counted as unescaped compact JSON text.
    package var maximumPatchedSize: Int

    /// Makes limits that differ from ``standard`` where stated.
    package init(
        maximumDepth: Int = 128,
        maximumNumberLength: Int = 100,
        maximumExponent: Int = 308,
        maximumPatchOperations: Int = 100,
        maximumPatchedSize: Int = 1 << 20
    ) {
        self.maximumDepth = maximumDepth
        self.maximumNumberLength = maximumNumberLength
        self.maximumExponent = maximumExponent
        self.maximumPatchOperations = maximumPatchOperations
        self.maximumPatchedSize = maximumPatchedSize
    }

    /// The limits every request body is held to: depth 128, numbers of 100 bytes with exponents to 308, patches of 100 operations that
    /// leave a document of at most 1 MiB.
    package static let standard = JSONLimits()
}
