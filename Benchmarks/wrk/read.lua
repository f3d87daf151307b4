-- GET of one record, by whatever target its API names it with.
require("case").operation("GET")
