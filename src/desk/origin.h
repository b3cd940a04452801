/* What else than its person stands behind a key: somebody who added the person, somebody who
 * set the passphrase anew, or nobody who has a key at all, since the station alone made the
 * first one, as the recovery code lets it. What is signed with that key, and with every later
 * one of that person, may be the deed of whoever that was. So it stands beside each approval,
 * and each supervisor is told once of those who decide or let people in. */
#ifndef ANJUAN_DESK_ORIGIN_H
#define ANJUAN_DESK_ORIGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/sql.h"

typedef enum OriginHow {
    ORIGIN_NONE,
    ORIGIN_ADDED, /* somebody added the person */
    ORIGIN_RESET, /* somebody set the passphrase of a person who had one */
    ORIGIN_ALONE, /* nobody who has a key let the person in */
} OriginHow;

typedef struct Origin {
    OriginHow how;
    const char *name, *by, *at; /* how both are shown; an instant; by: NULL for nobody */
    bool approves;              /* the person is a supervisor */
} Origin;

/* Those that the supervisor has not been told of, the first of them first, and not what they
 * did themselves; from now on they have been. */
bool origin_tell(Store *store, int64_t user_id, Arena *arena, Origin **out, size_t *n,
                 Err *err);

/* Up to which key the user was told, 0 for none. *right: false for what is not signed by them,
 * which counts for nothing. */
bool origin_told(Store *store, int64_t user_id, int64_t *key, bool *right, Err *err);

/* Every person whose key no older one gave, those who are disabled too. */
bool origin_alone(Store *store, Arena *arena, Origin **out, size_t *n, Err *err);

/* Of the key that signs a group: who added its person, and what came last of the others. */
typedef struct KeyOrigins {
    Origin added, last;
} KeyOrigins;

/* For a statement over rows named r with a group_id: before its SELECT, among its columns, and
 * behind what it reads from. */
#define ORIGINS_WITH                                                                           \
    "WITH RECURSIVE origin AS MATERIALIZED (SELECT o.id, o.user_id, o.how, o.at, m.display "   \
    "AS by_name"                                                                               \
    " FROM key_origin AS o LEFT JOIN user AS m ON m.id = o.by_user) "
#define ORIGINS_COLUMNS "oa.at, oa.by_name, oz.how, oz.at, oz.by_name"
#define ORIGINS_JOINED                                                                         \
    " LEFT JOIN journal_group AS og ON og.id = r.group_id"                                     \
    " LEFT JOIN person_key AS ok ON ok.uid = og.signer"                                        \
    " LEFT JOIN origin AS oa ON oa.user_id = ok.user_id AND oa.how = 'added'"                  \
    " LEFT JOIN origin AS oz ON oz.how <> 'added' AND oz.id = (SELECT max(id) FROM origin"     \
    " WHERE user_id = ok.user_id AND how <> 'added' AND id <= ok.id) "
/* column: the first of the columns. */
KeyOrigins origins_read(const Sql *q, int column, Arena *arena);

#endif
