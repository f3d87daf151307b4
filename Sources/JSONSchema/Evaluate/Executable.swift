import JSONCore

/// A ``Program`` laid out for being run: plain memory, so that a validation counts no references to what all validations share.
///
/// Counting them would cost more than most keywords do, and make threads that validate by one schema wait for one another.
///
/// Sendable is safe: the memory holds Sendable values, is written in `init`, before anybody else can know the object, and never again.
final class Executable: @unchecked Sendable {
    /// A constraint in its place. It is not copyable so that it can only be borrowed, which counts nothing.
    struct Slot: ~Copyable {
        private let constraint: any Constraint

        init(_ constraint: any Constraint) {
            self.constraint = constraint
        }

        /// Whether the instance satisfies the constraint.
        @inline(__always)
        borrowing func holds(for instance: JSON, in evaluation: inout Evaluation) -> Bool {
            constraint.holds(for: instance, in: &evaluation)
        }
    }

    let program: Program
    /// ``Program/subschemas``
    let subschemas: UnsafePointer<Subschema>
    /// ``Program/constraints``
    let constraints: UnsafePointer<Slot>

    init(_ program: Program) {
        self.program = program
        let subschemas = UnsafeMutablePointer<Subschema>.allocate(capacity: program.subschemas.count)
        for (position, subschema) in program.subschemas.enumerated() { (subschemas + position).initialize(to: subschema) }
        self.subschemas = UnsafePointer(subschemas)
        let constraints = UnsafeMutablePointer<Slot>.allocate(capacity: program.constraints.count)
        for (position, constraint) in program.constraints.enumerated() { (constraints + position).initialize(to: Slot(constraint)) }
        self.constraints = UnsafePointer(constraints)
    }

    deinit {
        subschemas.deallocate()
        UnsafeMutablePointer(mutating: constraints).deinitialize(count: program.constraints.count)
        constraints.deallocate()
    }
}
