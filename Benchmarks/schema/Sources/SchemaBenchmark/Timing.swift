import Glibc

/// How long a task takes.
enum Timing {
    /// The median nanoseconds of CPU time that the task takes, over batches run for so many seconds of it.
    ///
    /// CPU time and not the clock's: what other programs do in between is not the task's.
    static func nanoseconds(of task: () throws -> Void, during seconds: Double) throws -> Double {
        let batchNanoseconds = 1e6
        var count = 1
        while true {
            let elapsed = try measure(count, task)
            if elapsed >= batchNanoseconds { break }
            count *= elapsed < batchNanoseconds / 16 ? 8 : 2
        }
        var batches: [Double] = []
        let end = now() + seconds * 1e9
        while now() < end || batches.count < 5 { batches.append(try measure(count, task) / Double(count)) }
        return batches.sorted()[batches.count / 2]
    }

    private static func measure(_ count: Int, _ task: () throws -> Void) rethrows -> Double {
        let start = now()
        for _ in 0..<count { try task() }
        return now() - start
    }

    /// The thread's CPU time in nanoseconds.
    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}
