import JSONCore
import Records

extension Nateq {
    /// `activities`: what the change log tells of a contact, one entry for each field whose value changed, through whichever API.
    enum Activities {
        /// The most that an answer shows; every change has at least one, so no more changes need be read.
        static let limit = 10

        /// The most characters of an old or new value that an answer shows: a picture that was replaced ten times need not be sent ten
        /// times.
        private static let valueLimit = 1000

        /// Writes the entries of `changes`, which come newest first.
        static func write(_ changes: [Change], to writer: inout JSONWriter) {
            writer.beginArray()
            var rest = limit
            for change in changes where rest > 0 {
                guard change.kind != .created else {
                    write(Entry(change), to: &writer)
                    rest -= 1
                    continue
                }
                for (position, edit) in shown(change.edits).prefix(rest).enumerated() {
                    write(Entry(change, edit, position), to: &writer)
                    rest -= 1
                }
            }
            writer.endArray()
        }

        /// `firstName` and `lastName`, which Nateq does not have, follow from the name when it changes.
        private static func shown(_ edits: [FieldEdit]) -> [FieldEdit] {
            guard edits.contains(where: { Entry.field($0) == "name" }) else { return edits }
            return edits.filter { !["firstName", "lastName"].contains(Entry.field($0)) }
        }

        /// One activity before it is written.
        private struct Entry {
            let change: Change
            let id: String
            /// What Nateq calls the field; nil for the creation of the whole contact.
            let field: String?
            let oldValue: String?
            let newValue: String?

            /// The contact was made.
            init(_ change: Change) {
                self.change = change
                self.id = String(change.sequence)
                self.field = nil
                self.oldValue = nil
                self.newValue = nil
            }

            /// One field changed; `position` tells the entries of one change apart.
            init(_ change: Change, _ edit: FieldEdit, _ position: Int) {
                self.change = change
                self.id = "\(change.sequence)-\(position)"
                self.field = Self.name(edit)
                (self.oldValue, self.newValue) = Self.values(edit)
            }

            /// The member of the record's `fields` that an edit is about; nil when it is about the record itself.
            static func field(_ edit: FieldEdit) -> String? {
                let tokens = edit.path.tokens
                return tokens.count > 1 && tokens[0] == "fields" ? tokens[1] : nil
            }

            private static func name(_ edit: FieldEdit) -> String {
                guard let field = field(edit) else { return edit.path.tokens.first == "externalID" ? "externalId" : "type" }
                let name = ContactField.name(ofField: field)
                guard edit.path.tokens.count > 2 else { return name }
                return ([name] + edit.path.tokens.dropFirst(2)).joined(separator: ".")
            }

            /// Of a list the first element, which is all that Nateq shows of it, unless only the others changed.
            private static func values(_ edit: FieldEdit) -> (String?, String?) {
                if field(edit) == "phones", edit.old?[0] != edit.new?[0] { return (text(edit.old?[0]), text(edit.new?[0])) }
                return (text(edit.old), text(edit.new))
            }

            private static func text(_ value: JSON?) -> String? {
                guard let value, !value.isNull else { return nil }
                let text = value.asString ?? String(decoding: value.serialized(), as: UTF8.self)
                guard text.utf8.count > valueLimit else { return text }
                return String(String.UnicodeScalarView(text.unicodeScalars.prefix(valueLimit)))
            }

            var summary: String {
                let source = Nateq.name(of: change.author.source)
                guard let field else { return "Contact created through \(source)" }
                return switch (oldValue, newValue) {
                case (nil, _): "\(field) set through \(source)"
                case (_, nil): "\(field) cleared through \(source)"
                default: "\(field) changed through \(source)"
                }
            }

            /// A JSON text: the field, the API that the change came through, and on whose behalf.
            var metadata: String {
                var writer = JSONWriter(capacity: 64)
                writer.beginObject()
                writer.text("field", field.map(JSON.string))
                writer.key("source")
                writer.string(change.author.source.rawValue)
                writer.text("onBehalfOf", change.author.actor.onBehalfOf.map(JSON.string))
                writer.endObject()
                return String(decoding: writer.bytes, as: UTF8.self)
            }
        }

        private static func write(_ entry: Entry, to writer: inout JSONWriter) {
            let change = entry.change
            writer.beginObject()
            writer.key("id")
            writer.string(entry.id)
            writer.key("contactId")
            writer.string(change.record)
            writer.key("actorId")
            writer.string(change.author.actor.id)
            writer.key("actorName")
            writer.string(change.author.actor.name)
            writer.key("actorType")
            writer.string(change.author.actor.kind.rawValue)
            writer.key("description")
            writer.string(entry.summary)
            writer.text("oldValue", entry.oldValue.map(JSON.string))
            writer.text("newValue", entry.newValue.map(JSON.string))
            writer.key("metadata")
            writer.string(entry.metadata)
            writer.key("createdAt")
            writer.string(change.at, .milliseconds)
            writer.key("updatedAt")
            writer.string(change.at, .milliseconds)
            writer.endObject()
        }
    }

    /// What people call the API that a change came through.
    private static func name(of source: Source) -> String {
        switch source {
        case .native: "Kith"
        case .mateo: "Mateo"
        case .nateq: "Nateq"
        case .reach: "Reach"
        case .kare: "Kare"
        case .commandLine: "the command line"
        }
    }
}
