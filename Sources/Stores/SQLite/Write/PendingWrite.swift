import Records

/// A write that waits for its turn, whatever it answers.
protocol PendingWrite: AnyObject, Sendable {
    /// Does the work inside an open transaction and keeps its answer.
    func perform(in transaction: WriteTransaction) throws
    /// Wakes the writer's task with the answer that ``perform(in:)`` kept: what was written is durable.
    func succeed()
    /// Wakes the writer's task with a refusal: nothing was written.
    func fail(_ error: StoreError)
}

/// A write that answers `Value`.
///
/// `@unchecked Sendable`: `value` is written and read on the writing connection's queue alone; the rest never changes.
final class TypedWrite<Value: Sendable>: PendingWrite, @unchecked Sendable {
    typealias Answer = Result<Value, StoreError>

    private let body: @Sendable (WriteTransaction) throws -> Value
    private let waiting: CheckedContinuation<Answer, Never>
    private var value: Value?

    init(_ waiting: CheckedContinuation<Answer, Never>, _ body: @escaping @Sendable (WriteTransaction) throws -> Value) {
        self.waiting = waiting
        self.body = body
    }

    func perform(in transaction: WriteTransaction) throws { value = try body(transaction) }

    func succeed() {
        guard let value else { return fail(.broken(reason: "a write ended without an answer")) }
        waiting.resume(returning: .success(value))
    }

    func fail(_ error: StoreError) { waiting.resume(returning: .failure(error)) }
}
