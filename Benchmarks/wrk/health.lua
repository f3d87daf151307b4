-- GET /health/live: the yardstick. wrk sends one fixed request, nothing is computed here.
done = require("report")
