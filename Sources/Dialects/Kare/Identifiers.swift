import Endpoints
import JSONCore
import Records

extension Kare {
    /// The integers that every JavaScript number holds exactly: the range of all of Kare's identifiers.
    static let safeIntegers: ClosedRange<Int64> = -9_007_199_254_740_991...9_007_199_254_740_991

    static let companyID = PathInteger("companyId", "Identifier of the associated company.", in: safeIntegers, example: 1)
    static let contactID = PathInteger("contactId", "Unique identifier of the company contact.", in: safeIntegers, example: 1)

    /// JSON Schema of an identifier in an answer.
    static func identifierSchema(_ description: String) -> JSON {
        [
            "type": "integer", "minimum": .number(JSONNumber(Int(safeIntegers.lowerBound))),
            "maximum": .number(JSONNumber(Int(safeIntegers.upperBound))), "description": .string(description),
        ]
    }

    /// The organisation as an integer, since Kare knows no other identifiers: the random low 53 bits of its id.
    static func number(of organisation: OrganisationID) -> Int {
        Int(truncatingIfNeeded: organisation.identifier.low & 0x1F_FFFF_FFFF_FFFF)
    }
}
