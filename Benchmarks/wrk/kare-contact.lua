-- PATCH /companies/v2/rs/{companyId}/contacts/{contactId}: a new email and comment.
require("case").operation("PATCH", function(random)
    local number = random(100000000, 999999999)
    return '{"notify": false, "email": "person.' .. number .. '@example.com", "comment": "Called about case ' .. number .. '."}'
end)
