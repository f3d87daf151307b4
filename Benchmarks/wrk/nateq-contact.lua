-- PUT /api/v1/contacts/{id}: a new position. The answer includes company, tags and activities.
require("case").operation("PUT", function(random)
    return '{"position": "Analyst ' .. random(100000000, 999999999) .. '", "language": "en"}'
end)
