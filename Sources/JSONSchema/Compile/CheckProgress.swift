import JSONCore

/// Refuses schemas that would be applied to the same instance for ever: every way from a schema back to itself must move on to a member or
/// an element.
///
/// A way that only some instances take counts too, because there are instances that take it.
func checkProgress(of program: Program, places: [(document: String?, pointer: JSONPointer)]) throws(SchemaError) {
    enum Mark { case unseen, open, done }
    var marks = Array(repeating: Mark.unseen, count: program.subschemas.count)
    for start in marks.indices where marks[start] == .unseen {
        var way: [(subschema: Int, targets: [Int])] = [(start, program.targetsInPlace(of: start))]
        marks[start] = .open
        while let (subschema, targets) = way.last {
            guard let target = targets.last else {
                marks[subschema] = .done
                way.removeLast()
                continue
            }
            way[way.count - 1].targets.removeLast()
            switch marks[target] {
            case .done: break
            case .open:
                throw SchemaError(
                    kind: .endlessReference, document: places[target].document, pointer: places[target].pointer, keyword: nil,
                    rule: "must not lead back to itself without moving on to a member or an element")
            case .unseen:
                marks[target] = .open
                way.append((target, program.targetsInPlace(of: target)))
            }
        }
    }
}

extension Program {
    /// The constraints of a subschema.
    func constraints(of subschema: Int) -> ArraySlice<any Constraint> {
        ArraySlice(constraints[subschemas[subschema].firstConstraint..<subschemas[subschema].endConstraint])
    }

    /// The subschemas that a subschema applies to its own instance.
    fileprivate func targetsInPlace(of subschema: Int) -> [Int] {
        constraints(of: subschema).flatMap { $0.applications(in: self) }.filter { $0.step == nil }.map(\.subschema.index)
    }
}
