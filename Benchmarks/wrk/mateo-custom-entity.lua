-- PATCH /api/v1/custom_entity?id=eq.…: new data, validated against the definition's JSON Schema.
require("case").operation("PATCH", function(random)
    local code = random(100000000, 999999999)
    return '{"data": {"voucher_id": "VOUCH-' .. code .. '", "status": "redeemed", "code": ' .. code .. '}}'
end)
