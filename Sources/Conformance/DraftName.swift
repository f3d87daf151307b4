package import JSONSchema

extension Draft {
    /// The draft that people call by this name: `2020-12` or `7`, also `07`, each alone or behind `draft` or `draft-`; nil for any other.
    package init?(name: String) {
        var number = Substring(name.lowercased())
        if number.hasPrefix("draft") {
            number = number.dropFirst("draft".count)
            if number.hasPrefix("-") { number = number.dropFirst() }
        }
        switch number {
        case "2020-12": self = .draft202012
        case "7", "07": self = .draft07
        default: return nil
        }
    }

    /// The draft's name in words: `draft 2020-12`.
    package var title: String {
        switch self {
        case .draft202012: "draft 2020-12"
        case .draft07: "draft-07"
        }
    }
}
