-- Posts each line of a file once, in the order of the file, and ends when every one is answered. load.py starts it.
--
-- Behind wrk's `--` stand the files with the headers and the bodies, one per line, and how many bodies there are. The file is read as it
-- is sent, so that its size does not matter. What is asked for behind its end, while the last answers are under way, is the server's health.

local head, bodies, count
local is_asked = false

function init(arguments)
    head = "POST " .. wrk.path .. " HTTP/1.1\r\nHost: " .. wrk.host .. "\r\n"
    for line in io.lines(arguments[1]) do head = head .. line .. "\r\n" end
    head = head .. "Content-Type: application/json\r\nContent-Length: "
    bodies, count = io.lines(arguments[2]), tonumber(arguments[3])
end

function request()
    -- wrk asks once before it starts, to look at the request, and does not send that one.
    local body = is_asked and bodies and bodies()
    if body then return head .. #body .. "\r\n\r\n" .. body end
    if is_asked then bodies = nil end
    is_asked = true
    return "GET /health/live HTTP/1.1\r\nHost: " .. wrk.host .. "\r\n\r\n"
end

local made = 0

-- wrk itself ends after its duration and not before, so the program is ended here.
function response(status)
    if status == 201 then made = made + 1 end
    if status >= 400 then io.stderr:write("an answer with status " .. status .. "\n") end
    if status >= 400 or made == count then os.exit(made == count and 0 or 1) end
end
