-- GET or PATCH of random contacts of the native API. Behind wrk's `--` stand the method, the token and a file of ids, one per line.
local method, token, ids = nil, nil, {}

function init(arguments)
    method, token = arguments[1], arguments[2]
    for id in io.lines(arguments[3]) do ids[#ids + 1] = id end
    math.randomseed(os.time())
end

function request()
    local head = method .. " /v1/contact/" .. ids[math.random(#ids)] .. " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " .. token .. "\r\n"
    if method == "GET" then return head .. "\r\n" end
    local body = '{"fields": {"comment": "Changed to ' .. math.random(1000000000) .. '"}}'
    return head .. "Content-Type: application/merge-patch+json\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
end

-- Times are microseconds.
function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        'KITH {"requests": %d, "duration": %d, "p50": %d, "p99": %d, "refused": %d, "broken": %d}\n', summary.requests, summary.duration,
        latency:percentile(50), latency:percentile(99), errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
