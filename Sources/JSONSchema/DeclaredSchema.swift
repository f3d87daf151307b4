package import JSONCore

extension Schema {
    /// A schema that stands in this program's own source. One that does not compile is a mistake in the program and ends the process with
    /// its place; never call this with anything from outside.
    package static func declared(_ document: JSON) -> Schema {
        do throws(SchemaError) {
            return try compile(document)
        } catch {
            preconditionFailure("declared schema: \(error)")
        }
    }
}
