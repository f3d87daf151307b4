-- PATCH /api/resources/customers/{externalId}: a new phone number.
require("case").operation("PATCH", function(random)
    return '{"data": {"phone": "+44' .. random(1000000000, 9999999999) .. '", "smsOptOut": true}}'
end)
