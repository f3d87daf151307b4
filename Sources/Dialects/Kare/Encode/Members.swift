import JSONCore
import Records

extension JSONWriter {
    /// A member that every answer has: null when the record has no value.
    mutating func member(_ name: StaticString, _ value: JSON?) {
        key(name)
        self.value(value ?? .null)
    }

    /// A list that every answer has: empty when the record has none.
    mutating func list(_ name: StaticString, _ value: JSON?) {
        key(name)
        self.value(value ?? .array([]))
    }

    /// A moment as Kare writes it, in UTC with milliseconds.
    mutating func moment(_ name: StaticString, _ moment: Timestamp) {
        key(name)
        string(moment.text(.milliseconds))
    }

    /// A moment that a record keeps as text, in any zone and precision; null when it keeps none.
    mutating func moment(_ name: StaticString, _ text: JSON?) {
        key(name)
        if let moment = text?.asString.flatMap({ Timestamp($0) }) { string(moment.text(.milliseconds)) } else { null() }
    }

    mutating func flag(_ name: StaticString, _ value: Bool) {
        key(name)
        bool(value)
    }

    /// The integer that Kare names the record by.
    mutating func identifier(_ name: StaticString, of record: Record) {
        key(name)
        number(Int(record.number))
    }

    /// `actions`: what the caller may do with an item.
    mutating func actions(updating: Bool, deleting: Bool) {
        key("actions")
        beginObject()
        flag("canBeUpdated", updating)
        flag("canBeDeleted", deleting)
        endObject()
    }
}
