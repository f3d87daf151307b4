-- Sends the requests of one case: a random target and a random body each time. measure.py starts it and reads what it prints.
--
-- Behind wrk's `--` stand: the method; what goes before and after a line of targets to make the request's path; the files with the
-- headers ("Name: value"), the targets and the bodies, one per line, the bodies' empty for a request without; the seed of the
-- random numbers, so that two at the same time do not send the same. Requests are put together as text: wrk.format costs more than the
-- rest of a request.

local report = require("report")
local method, before, after, head, targets, bodies

local function lines(path)
    local lines = {}
    for line in io.lines(path) do lines[#lines + 1] = line end
    return lines
end

function init(arguments)
    method, before, after = arguments[1], arguments[2], arguments[3]
    head = after .. " HTTP/1.1\r\nHost: " .. wrk.host .. "\r\n" .. table.concat(lines(arguments[4]), "\r\n") .. "\r\n"
    targets, bodies = lines(arguments[5]), lines(arguments[6])
    math.randomseed(tonumber(arguments[7]))
end

function request()
    local start = method .. " " .. before .. targets[math.random(#targets)] .. head
    if #bodies == 0 then return start .. "\r\n" end
    local body = bodies[math.random(#bodies)]
    return start .. "Content-Type: application/json\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
end

done = report
