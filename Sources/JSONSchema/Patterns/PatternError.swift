/// Why a text is not a regular expression that can be used; the rule completes "must be a regular expression: …".
struct PatternError: Error, Hashable {
    let rule: String

    init(_ rule: String) {
        self.rule = rule
    }
}
