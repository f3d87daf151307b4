import HTTPTypes

/// The header `Prefer` (RFC 7240) as PostgREST understands it.
///
/// The first mention of a preference counts. One that is not known is ignored, as RFC 7240 has it, and refused when the caller also
/// prefers `handling=strict`.
struct Preferences: Sendable {
    /// What a write answers with.
    enum Return: String, Sendable { case minimal, headersOnly = "headers-only", representation }
    /// What a POST does with a row that is there already.
    enum Resolution: String, Sendable { case mergeDuplicates = "merge-duplicates", ignoreDuplicates = "ignore-duplicates" }

    private(set) var returning: Return?
    private(set) var resolution: Resolution?
    /// Whether the number of all rows is wanted; `planned` and `estimated` are counted exactly, too.
    private(set) var counts = false
    /// The most rows that a write may touch. PostgREST heeds it under `handling=strict` alone.
    private(set) var maximumAffected: Int?
    private var known: [(name: String, text: String)] = []

    /// Reads every `Prefer` field of a request.
    init(_ headers: HTTPFields) throws(Refusal) {
        let fields = headers[values: Header.prefer]
        guard !fields.isEmpty else { return }
        var seen: Set<String> = []
        var isStrict = false
        var isUnknown = false
        for preference in fields.flatMap({ $0.split(separator: ",") }) {
            let text = preference.filter { $0 != " " && $0 != "\"" && $0 != "\t" }
            let (name, value) = Self.parts(text)
            guard seen.insert(name).inserted else { continue }
            if name == "tx", value == "rollback" { throw Self.unserved("tx=rollback is not served: the write would be kept.") }
            guard take(name, value) else {
                isUnknown = true
                continue
            }
            if name == "handling", value == "strict" { isStrict = true }
            known.append((name, text))
        }
        if isStrict, isUnknown { throw Self.unserved("A preference is not known.") }
        if !isStrict { maximumAffected = nil }
    }

    /// Takes one preference over; false when it is not known.
    private mutating func take(_ name: String, _ value: String) -> Bool {
        switch name {
        case "return":
            returning = Return(rawValue: value)
            return returning != nil
        case "resolution":
            resolution = Resolution(rawValue: value)
            return resolution != nil
        case "count":
            counts = value == "exact" || value == "planned" || value == "estimated"
            return counts
        case "max-affected":
            maximumAffected = value.utf8.count <= 15 ? Int(value).flatMap { $0 > 0 ? $0 : nil } : nil
            return maximumAffected != nil
        case "missing": return value == "default"
        case "tx": return value == "commit"
        case "handling": return value == "strict" || value == "lenient"
        default: return false
        }
    }

    /// The value of `Preference-Applied`: those of the preferences called `names` that were honoured; nil when none was.
    func applied(_ names: String...) -> String? {
        guard !known.isEmpty else { return nil }
        let honoured = known.filter { names.contains($0.name) && ($0.name != "max-affected" || maximumAffected != nil) }
        return honoured.isEmpty ? nil : honoured.map(\.text).joined(separator: ", ")
    }

    private static func parts(_ text: String) -> (name: String, value: String) {
        guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { return (text, "") }
        return (String(text[..<equals]), String(text[text.utf8.index(after: equals)...]))
    }

    private static func unserved(_ details: String) -> Refusal {
        Refusal(
            .badRequest, "PGRST122", "Invalid preferences given with handling=strict", details: details,
            hint: "Known are return, resolution, count, missing=default, handling, max-affected and tx=commit.")
    }
}
