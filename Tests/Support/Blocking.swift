import Foundation

/// Runs what waits for a process or a socket on a thread of its own.
///
/// Tests and the servers in them share a few threads, as many as the machine has cores. One that waited there would keep all of them waiting.
package func blocking<Value: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Value
) async throws(Failure) -> Value {
    let result = await withCheckedContinuation { (done: CheckedContinuation<Result<Value, Failure>, Never>) in
        Thread { done.resume(returning: Result(catching: body)) }.start()
    }
    return try result.get()
}
