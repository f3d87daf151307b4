import JSONCore

extension JSONObject {
    /// Carries out the steps in order. `now` is the moment of the write.
    mutating func apply(_ steps: [Edit.Step], at now: Timestamp) {
        for step in steps { apply(step, at: now) }
    }

    private mutating func apply(_ step: Edit.Step, at now: Timestamp) {
        switch step {
        case .set(let place, let value): write(value, at: place.tokens[...])
        case .remove(let place): write(nil, at: place.tokens[...])
        case .setFirst(let place, let value):
            var elements = self.value(at: place)?.asArray ?? []
            if !elements.isEmpty { elements.removeFirst() }
            if let value { elements.insert(value, at: 0) }
            write(elements.isEmpty ? nil : .array(elements), at: place.tokens[...])
        case .schedule(let place, false): write(nil, at: place.tokens[...])
        case .schedule(let place, true):
            if let planned = value(at: place)?.asString.flatMap({ Timestamp($0) }), planned > now { return }
            write(.string(now.text(.microseconds)), at: place.tokens[...])
        case .merge(let place, let patch):
            guard !place.tokens.isEmpty else {
                if case .object(let merged) = JSON.object(self).merged(with: .object(patch)) { self = merged }
                return
            }
            write((value(at: place) ?? .object([:])).merged(with: .object(patch)), at: place.tokens[...])
        }
    }

    /// Puts `value` where the tokens lead, through objects that are made when missing; nil takes the member away.
    private mutating func write(_ value: JSON?, at tokens: ArraySlice<String>) {
        guard let first = tokens.first else { return }
        let rest = tokens.dropFirst()
        guard !rest.isEmpty else {
            self[first] = value
            return
        }
        if value == nil, self[first]?.asObject == nil { return }
        var child = self[first]?.asObject ?? [:]
        child.write(value, at: rest)
        self[first] = .object(child)
    }
}
