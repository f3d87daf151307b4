/// The bounds a JSON text must keep before anything is built from it, and whether it may hold the two things that the grammar allows and
/// a request must not have.
///
/// RFC 8259, section 9 lets a parser set limits on depth and on the range of numbers. These protect the stack, the stores behind the
/// parser (a column type that expands `1e131071` into 131,072 digits) and exact arithmetic. A text's overall size is bounded where it
/// is received, not here.
///
/// There are two sets of rules: ``standard`` for what clients send, ``grammar`` for texts that only have to be JSON.
package struct JSONLimits: Sendable, Hashable {
    /// The most arrays and objects that may be open at once; a scalar has depth 0, `[]` depth 1.
    package var maximumDepth: Int

    /// The most bytes one number literal may have, sign, point and exponent included.
    package var maximumNumberLength: Int

    /// The largest absolute value a literal's exponent part may state, as in `1e308`.
    package var maximumExponent: Int

    /// Whether an object may have a member name twice: the last value then counts, at the place of the first. RFC 8259, section 4 says
    /// that names should be unique and leaves open what becomes of those that are not.
    package var allowsDuplicateMembers: Bool

    /// Whether a string or member name may hold U+0000, written `\u0000` (RFC 8259, section 7).
    package var allowsNUL: Bool

    /// The most operations one JSON Patch (RFC 6902) may hold.
    package var maximumPatchOperations: Int

    /// The most bytes a document may grow to while a JSON Patch is applied, counted as unescaped compact JSON text.
    package var maximumPatchedSize: Int

    /// Makes limits that differ from ``standard`` where stated.
    package init(
        maximumDepth: Int = 128,
        maximumNumberLength: Int = 100,
        maximumExponent: Int = 308,
        allowsDuplicateMembers: Bool = false,
        allowsNUL: Bool = false,
        maximumPatchOperations: Int = 100,
        maximumPatchedSize: Int = 1 << 20
    ) {
        self.maximumDepth = maximumDepth
        self.maximumNumberLength = maximumNumberLength
        self.maximumExponent = maximumExponent
        self.allowsDuplicateMembers = allowsDuplicateMembers
        self.allowsNUL = allowsNUL
        self.maximumPatchOperations = maximumPatchOperations
        self.maximumPatchedSize = maximumPatchedSize
    }

    /// The rules every request body is held to: depth 128, numbers of 100 bytes with exponents to 308, no member name twice, no U+0000,
    /// patches of 100 operations that leave a document of at most 1 MiB.
    package static let standard = JSONLimits()

    /// The grammar of RFC 8259 alone, for texts that are not stored, such as the files of the public suites: all it allows, to depth 512
    /// and numbers of 1,000 bytes with exponents to 10,000, which is past those of decimal128 (IEEE 754).
    package static let grammar = JSONLimits(
        maximumDepth: 512, maximumNumberLength: 1_000, maximumExponent: 10_000, allowsDuplicateMembers: true, allowsNUL: true)
}
