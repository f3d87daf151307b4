import Conformance
import JSONCore
import JSONSchema

/// Why a file is not a schema.
enum SchemaRefusal: Error {
    /// It is not JSON.
    case text(FileError)
    /// It does not compile.
    case schema(SchemaError, file: String)

    /// Compiles the schema in a file, which is read by the rules for request bodies, as a definition's is.
    static func compile(_ file: JSONFile, options: SchemaOptions) throws(SchemaRefusal) -> Schema {
        let document: JSON
        do throws(FileError) { document = try file.value(limits: .standard) } catch { throw .text(error) }
        do throws(SchemaError) {
            return try Schema.compile(document, options: options)
        } catch {
            throw .schema(error, file: file.name)
        }
    }

    /// File, place and rule.
    var sentence: String {
        switch self {
        case .text(let error): error.description
        case .schema(let error, let file): "\(file): \(error.sentence)"
        }
    }

    /// Place and rule as an object.
    var json: JSONObject {
        switch self {
        case .text(let error):
            return error.json
        case .schema(let error, _):
            var object: JSONObject = ["message": .string(error.message), "pointer": .string(error.pointer.description)]
            object["keyword"] = error.keyword.map(JSON.string)
            object["document"] = error.document.map(JSON.string)
            return object
        }
    }
}

extension FileError {
    /// Place and rule as an object.
    var json: JSONObject {
        var object: JSONObject = ["message": .string(rule)]
        switch place {
        case .file: break
        case .text(let line, let column):
            object["line"] = .number(JSONNumber(line))
            object["column"] = .number(JSONNumber(column))
        case .value(let pointer):
            object["pointer"] = .string(pointer.description)
        }
        return object
    }
}
