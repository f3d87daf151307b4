-- What every case of the benchmark shares: the requests of one operation on a random record each time, and the report at the end.
--
-- wrk calls the globals init, request and done. A script says what its operation is:
--
--     local case = require("case")
--     case.operation("PATCH", function(random) return '{"status": ' .. random(1000000) .. '}' end)
--
-- Behind wrk's `--` stand two files that bench.py writes: the headers, one "Name: value" per line, and the request targets of all
-- records, one per line. Requests are put together as text: wrk.format costs more than the rest of a request.

local case = {}

function case.lines(path)
    local lines = {}
    for line in io.lines(path) do lines[#lines + 1] = line end
    return lines
end

-- Requests with this method. `body` makes a request's body, nil for none; it gets math.random and whatever files follow the first two,
-- each as a list of its lines.
function case.operation(method, body)
    local head, targets, more = "", {}, {}

    function init(arguments)
        math.randomseed(os.time())
        head = " HTTP/1.1\r\nHost: " .. wrk.host .. "\r\n"
        for _, header in ipairs(case.lines(arguments[1])) do head = head .. header .. "\r\n" end
        targets = case.lines(arguments[2])
        for index = 3, #arguments do more[#more + 1] = case.lines(arguments[index]) end
    end

    function request()
        local start = method .. " " .. targets[math.random(#targets)] .. head
        if not body then return start .. "\r\n" end
        local text = body(math.random, unpack(more))
        return start .. "Content-Type: application/json\r\nContent-Length: " .. #text .. "\r\n\r\n" .. text
    end

    case.report()
end

-- Prints the figures of the run as one line of JSON behind the word KITH, which bench.py reads. Times are microseconds.
function case.report()
    function done(summary, latency)
        local errors = summary.errors
        io.write(string.format(
            'KITH {"requests": %d, "duration": %d, "p50": %d, "p99": %d, "max": %d, "refused": %d, "broken": %d}\n',
            summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency.max, errors.status,
            errors.connect + errors.read + errors.write + errors.timeout))
    end
end

return case
