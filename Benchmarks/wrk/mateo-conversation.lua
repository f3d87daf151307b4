-- PATCH /api/v1/conversation?id=eq.…: another inbox, assignee and status, of so many that they practically always differ.
local statuses = {"open", "closed", "archived"}

require("case").operation("PATCH", function(random, inboxes, employees)
    return '{"inbox_id": "' .. inboxes[random(#inboxes)] .. '", "assignee_id": "' .. employees[random(#employees)]
        .. '", "status": "' .. statuses[random(3)] .. '"}'
end)
