/* What the files of this floor share and nobody above sees: the connection inside a Store, how
 * a connection is opened, and how SQLite's status becomes words. */
#ifndef ANJUAN_STORE_INNER_H
#define ANJUAN_STORE_INNER_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/path.h"
#include "seal/key.h"
#include "seal/vfs.h"
#include "store/journal.h"
#include "store/sql.h"
#include "store/store.h"

enum { STORE_APPLICATION_ID = 0x414E4A55 /* ANJU */ };

/* Of a row of journal_group: another store wrote it, by whatever clock. */
#define GROUP_OF_ELSEWHERE                                                                     \
    "(signed_at IS NOT NULL OR (signer IS NOT NULL AND signature IS NULL))"

enum { SQL_CACHE_BUCKETS = 256, SQL_CACHE_MAX = 1000 };

/* A prepared statement of the cache; busy while a Sql uses it. */
typedef struct CachedSql {
    struct CachedSql *next;
    sqlite3_stmt *stmt;
    char *text; /* NULL: not in the cache, ends with its use */
    bool busy;
} CachedSql;

/* The columns of a table that the journal writes, without id and uid; in the table's order. */
typedef struct TableShape {
    struct TableShape *next;
    char *table;
    size_t n;
    char **columns;
    char **points; /* the table whose row a column names by its id; NULL: a value */
    bool *filled;  /* NOT NULL with a default: left out when the journal has no value for it */
    SqlValue *defaults; /* of these columns */
    char **memory;      /* of the defaults */
    char *find;         /* the statement that reads a row by its uid */
} TableShape;

/* How a store waits for other programs that write (wait.c). */
typedef struct StoreWait {
    int folder; /* whose lock is the turn; -1: none */
    bool turn;
    int limit_ms;
    int64_t since;
    const Progress *told;
    bool given_up; /* by the person */
    bool busy;     /* what failed last did so because another program was writing */
    bool held;     /* or because a constraint of the schema held; set, and never taken back */
} StoreWait;

struct Store {
    sqlite3 *db;
    char *path; /* as the caller gave it, for messages */
    StoreMode mode;
    bool copied;  /* a private copy is read */
    bool kept;    /* a backup, read as it is: nothing is written to it, beside it neither */
    bool sealed;  /* its pages are; a key for it is in the ring (seal/ring.h) */
    bool alone;   /* read without side files; a second connection would wait for this one */
    bool lends;   /* read through a connection that may write once it is lent (open.c) */
    bool is_lent; /* it is just now */
    struct Store *lender;        /* whose connection this one has borrowed; NULL: its own */
    bool untriggered;            /* triggers are off: cases are being taken in (travel.h) */
    int depth;                   /* nested transactions */
    bool broken;                 /* one of them was rolled back, so all of them will be */
    Tx *tx;                      /* the open group */
    const struct Signer *signer; /* the caller's; NULL: nobody signs */
    const struct JournalWords *words; /* the caller's; NULL: as stored */
    bool keeping;                     /* the head of a day is being written, ahead of a group */
    CachedSql *cache[SQL_CACHE_BUCKETS];
    size_t cached;
    TableShape *shapes;
    bool shapes_all;                /* those of all tables are there */
    struct BodyShape **body_shapes; /* of the journal, by their numbers (read.h) */
    size_t body_shape_room;
    StoreWait wait;
    bool shared; /* with that group */
    PathGroup group;
    Buf notice;    /* what was healed when it was opened, for the person */
    int days_back; /* store_set_back */
    void *lent;    /* store_keep */
    void (*release)(void *lent);
    int64_t steps;         /* sql_steps */
    int64_t quiet_changes; /* own ones that store_changed does not tell of: drafts, habits */
};

/* A store that is read lends its connection (open.c); whoever borrowed it gives it back. */
void store_give_back(Store *store);

/* Reads the store's group from its settings; the owner's file is given to it where it is
 * not. */
bool group_read(Store *store, Err *err);

/* Whether this person may read, or write, the store and its side files that are there. */
bool group_may(const char *path, bool write);

/* Says what status means for the store at path and returns false; errors of constraints and
 * triggers speak for themselves. db may be NULL. */
bool store_fail(sqlite3 *db, const char *path, int status, Err *err);
bool store_fail_sealed(const char *path, SealFault fault, uint32_t place, Err *err);

/* How a file is opened. */
typedef struct StoreConnect {
    int flags;    /* SQLite's */
    bool alone;   /* without side files: the log's index is in memory, others are kept out */
    bool at_once; /* nobody is waited for */
    SealWay way;  /* of a sealed one */
} StoreConnect;

/* *status is SQLite's code. */
bool store_connect_as(const char *path, const StoreConnect *how, sqlite3 **out, int *status,
                      Err *err);

/* Opens the file with SQLite, never as a URI of somebody else's, and sets up the connection: a
 * sealed one by the key that the program holds for it, refused where it holds none. flags are
 * SQLite's. */
bool store_connect(const char *path, int flags, sqlite3 **out, Err *err);
/* The same for a sealed file that has its header and no page yet. */
bool store_connect_making(const char *path, sqlite3 **out, Err *err);

/* The header of a sealed file as it is now, for the caller to free, and its key, borrowed. */
SealHeader *store_header(const char *path, SealKey **key, Err *err);
/* The sealed file's header goes in front of an empty new file, so that whoever opens the one
 * can open the other. */
bool store_copy_header(const char *from, const char *to, Err *err);
/* A new, empty file; refused where there is one. */
bool store_create_file(const char *path, Err *err);
/* Closes the log of a sealed store: all is in its one file. */
bool store_merge_log(sqlite3 *db, const char *path, Err *err);

/* The waiting of a bare connection; that of a Store, from its opening to its end; and a
 * transaction begun in its turn. */
void store_wait_plainly(sqlite3 *db);
void store_wait_start(Store *store);
void store_wait_again(Store *store); /* after another had its connection */
void store_wait_end(Store *store);
bool store_wait_begin(Store *store, Err *err);

/* The highest numbers that a store gave, by what stands before their digits ("T1-2026-"): read
 * from one that is replaced, nothing where it does not tell, and kept in the one that takes its
 * place. */
typedef struct GivenNumber {
    char *prefix;
    int64_t last;
} GivenNumber;
typedef struct Given {
    GivenNumber *numbers;
    size_t n;
} Given;
void given_read(Store *store, Given *out);
bool given_keep(Store *store, const Given *given, Err *err);
void given_free(Given *given);

/* Cases that a store erased, read from one that is replaced as given_read does; erasures_keep
 * leaves of them those that the one in its place has again, whole. */
typedef struct WasErased {
    Uid uid;
    char *no;
} WasErased;
typedef struct Erasures {
    WasErased *cases;
    size_t n;
} Erasures;
void erasures_read(Store *store, Erasures *out);
bool erasures_keep(Store *store, Erasures *erasures, Err *err);
void erasures_free(Erasures *erasures);

/* Refuses the files that SQLite keeps beside a store where it would play them into another one
 * that gets the name; and whether neither they nor a store are there. */
bool store_check_sides(const char *path, Err *err);
bool store_name_free(const char *path);

/* Opens a copy that is being made for writing, as it is. */
bool store_open_bare(const char *path, Store **out, Err *err);

/* Opens a store that is replaced, likewise, without waiting for others. A sealed one keeps them
 * out from its first statement on, and leaves its log alone when it is closed. *status is
 * SQLite's. */
bool store_open_held(const char *path, Store **out, int *status, Err *err);

/* The name that messages use, for a copy that does not have its own yet. */
void store_rename(Store *store, const char *path);

/* Pages, schema, references, journal, and the records against it, where those have their
 * present form; err says what is wrong. changed: counts the places where records are other,
 * which then are no fault; NULL: they are one. */
bool store_check_whole(Store *store, const Progress *progress, int64_t *events,
                       int64_t *changed, Err *err);

/* Reads a pragma's number. */
bool store_pragma(sqlite3 *db, const char *path, const char *pragma, int64_t *out, Err *err);

/* Runs statements of the program on a bare connection. */
bool store_run(sqlite3 *db, const char *path, const char *sql, Err *err);

int store_schema_version(void); /* the last step's */

/* Runs the steps after version from and up to version to, and sets user_version. The
 * transaction is the caller's. */
bool schema_run(sqlite3 *db, const char *path, int from, int to, Err *err);

/* Brings an open, writable store up to date; the backup is made first. */
bool store_migrate(Store *store, bool fresh, Err *err);

/* Copies the whole of db, which is name, into the new file temp, which is to become path:
 * sealed where db is. */
bool store_copy_into(sqlite3 *db, const char *name, const char *temp, const char *path,
                     const Progress *progress, Err *err);

/* A plain copy of a store at path, which must not exist, whatever that is. */
bool store_copy_plain(Store *store, const char *path, const Progress *progress, Err *err);

/* Copies the whole of db to a new file at path; the copy has no WAL and is 0600. */
bool store_copy(sqlite3 *db, const char *name, const char *path, const Progress *progress,
                Err *err);

void sql_cache_clear(Store *store);
void sql_shapes_clear(Store *store);

/* A column of any type; text and blob are borrowed like sql_text. */
SqlValue sql_value(const Sql *q, int column);
void sql_bind_value(Sql *q, int at, const SqlValue *value);

/* The column of the current row; borrowed from the statement. A REAL is an error of the schema
 * and reads as its text. */
SqlValue sql_value_of(sqlite3_stmt *stmt, int column);
SqlValue sql_value_from(sqlite3_value *from);

#endif
