/* What Swift cannot call of SQLite: functions with a variable number of arguments. */
#include <sqlite3.h>

/* Plans a statement once, whatever is bound to it later. Without it SQLite plans anew, at many times the cost of running it, each time a
   value is bound that a partial index could depend on; our statements name the types that such indexes are for. */
static inline int csqlite_keep_plans(sqlite3 *connection) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_QPSG, 1, (int *)0);
}

/* Leaves the write-ahead log as it lies when the connection is closed, instead of copying it into the file. */
static inline int csqlite_keep_log(sqlite3 *connection) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

/* Stops counting the bytes that SQLite takes, which costs a lock shared by all threads at every allocation. Only before the first
   connection of the process is opened; later it changes nothing. */
static inline void csqlite_stop_counting_memory(void) {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
