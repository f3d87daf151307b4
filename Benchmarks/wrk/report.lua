-- What wrk runs at the end: prints the figures as one line of JSON behind the word KITH. Times are microseconds.
return function(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        'KITH {"requests": %d, "duration": %d, "p50": %d, "p99": %d, "max": %d, "refused": %d, "broken": %d}\n',
        summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency.max, errors.status,
        errors.connect + errors.read + errors.write + errors.timeout))
end
