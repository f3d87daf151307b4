import JSONCore
import Records

extension Test {
    /// The engine's condition for this test of `subject`. Refuses a value that is not of the column's type, and an operator that the
    /// type does not have.
    func filter(on subject: Subject, in organisation: OrganisationID) throws(Refusal) -> Filter {
        let filter: Filter
        if let operand = subject.operand {
            filter = try self.filter(on: subject, operand)
        } else {
            filter = try constant(organisation.identifier, subject.column)
        }
        return isNegated ? .not(filter) : filter
    }

    private func filter(on subject: Subject, _ operand: Operand) throws(Refusal) -> Filter {
        if subject.column.kind == .boolean, let fallback = subject.column.fallback?.asBool {
            return try filter(onFlag: operand, subject, fallback: fallback)
        }
        switch demand {
        case .compare(.equal, let text): return try equal(subject, operand, [text])
        case .compare(.notEqual, let text): return try unequal(subject, operand, text)
        case .compare(let comparison, let text): return try order(subject, operand, comparison, text)
        case .distinct(let text): return .any([.isMissing(operand), try unequal(subject, operand, text)])
        case .oneOf(let texts): return try equal(subject, operand, texts)
        case .like(let pattern, let ignoringCase):
            return .like(operand, pattern: try subject.pattern(pattern), ignoringCase: ignoringCase)
        case .isNull: return .isMissing(operand)
        case .isNotNull: return .not(.isMissing(operand))
        case .isBool(let value):
            try subject.requireBoolean()
            return .isBool(operand, value)
        case .isUnknown:
            try subject.requireBoolean()
            return .isMissing(operand)
        case .contains(let text): return try Containment.filter(subject, text)
        }
    }

    private func equal(_ subject: Subject, _ operand: Operand, _ texts: [String]) throws(Refusal) -> Filter {
        var values: [Comparand] = []
        for text in texts { values += try subject.equals(of: text) }
        guard let value = values.first, values.count == 1 else { return .oneOf(operand, values) }
        return .compare(operand, .equal, value)
    }

    private func unequal(_ subject: Subject, _ operand: Operand, _ text: String) throws(Refusal) -> Filter {
        let values = try subject.equals(of: text)
        guard let value = values.first, values.count == 1 else { return .not(.oneOf(operand, values)) }
        return .compare(operand, .notEqual, value)
    }

    private func order(
        _ subject: Subject, _ operand: Operand, _ comparison: Filter.Comparison, _ text: String
    ) throws(Refusal) -> Filter {
        if subject.path.isEmpty, case .choice(let words) = subject.column.kind {
            _ = try subject.comparand(text)
            // PostgreSQL orders an enum's words as they are declared.
            let limit = words.firstIndex(of: text) ?? 0
            return .oneOf(operand, words.indices.filter { comparison.holds($0, limit) }.map { .text(words[$0]) })
        }
        let comparand = try subject.comparand(text)
        switch comparand {
        case .text, .number, .timestamp, .id: return .compare(operand, comparison, comparand)
        case .bool, .json: throw .undefinedOperator("< or >", subject.column.name)
        }
    }

    /// The condition on a flag that is never null: a missing value counts as `fallback`.
    private func filter(onFlag operand: Operand, _ subject: Subject, fallback: Bool) throws(Refusal) -> Filter {
        func holds(_ flag: Bool) throws(Refusal) -> Bool {
            switch demand {
            case .compare(let comparison, let text):
                guard comparison == .equal || comparison == .notEqual else { throw .undefinedOperator("< or >", subject.column.name) }
                return try (subject.flag(text) == flag) == (comparison == .equal)
            case .distinct(let text): return try subject.flag(text) != flag
            case .oneOf(let texts):
                for text in texts where try subject.flag(text) == flag { return true }
                return false
            case .like: throw .undefinedOperator("like", subject.column.name)
            case .isNull, .isUnknown: return false
            case .isNotNull: return true
            case .isBool(let value): return value == flag
            case .contains: throw .undefinedOperator("cs", subject.column.name)
            }
        }
        let notFallback = Filter.isBool(operand, !fallback)
        return switch (try holds(fallback), try holds(!fallback)) {
        case (true, true): .all([])
        case (false, false): .any([])
        case (false, true): notFallback
        case (true, false): .not(notFallback)
        }
    }

    /// The condition on a column that has one value in every row that the caller can see.
    private func constant(_ value: Identifier, _ column: Column) throws(Refusal) -> Filter {
        func identifier(_ text: String) throws(Refusal) -> Identifier {
            guard let identifier = Identifier(text) else { throw .invalidValue(column.name, "uuid") }
            return identifier
        }
        let holds: Bool
        switch demand {
        case .compare(let comparison, let text): holds = comparison.holds(value, try identifier(text))
        case .distinct(let text): holds = value != (try identifier(text))
        case .oneOf(let texts):
            var isFound = false
            for text in texts where try identifier(text) == value { isFound = true }
            holds = isFound
        case .isNull: holds = false
        case .isNotNull: holds = true
        case .like: throw .undefinedOperator("like", column.name)
        case .isBool, .isUnknown: throw .undefinedOperator("is", column.name)
        case .contains: throw .undefinedOperator("cs", column.name)
        }
        return holds ? .all([]) : .any([])
    }
}

extension Filter.Comparison {
    /// Whether the comparison is true of two values.
    fileprivate func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }
}
