package import HTTPTypes

extension HTTPFields {
    /// What the headers with this name say, several of them joined by commas (RFC 9110 section 5.3): the same as `self[name]`, which puts
    /// also the value of a single header together anew.
    package func value(of name: HTTPField.Name) -> String? {
        guard let first = firstIndex(where: { $0.name == name }) else { return nil }
        let others = self[index(after: first)...]
        return others.contains { $0.name == name } ? self[name] : self[first].value
    }
}
