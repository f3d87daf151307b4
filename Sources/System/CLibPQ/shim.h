/* PostgreSQL's own client library. pkg-config names the directory that holds the header. */
#include <libpq-fe.h>
