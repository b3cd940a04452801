/* What a person wrote about a case while another station holds its pen (desk/pen.h): per field,
 * with what stood there then. It is theirs alone, as a draft is, and no part of the case before
 * they enter it here, once it is home; a group of the journal says so then, as of any edit.
 *
 * Each row is signed by who wrote it: Ed25519 over the 16 bytes "anjuan kept 1" with zeros and
 * BLAKE2b of what the row says, the case and the person by their uid. What somebody else put
 * there in their name, by another program, is so told from what they wrote, and never entered.
 *
 * Keeps and reads rows; what they meet in the case is told by app/kept.h. */
#ifndef ANJUAN_DESK_KEPT_H
#define ANJUAN_DESK_KEPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "domain/catalog.h"
#include "store/store.h"

typedef struct Kept {
    int64_t id, case_id;
    const char *no; /* of the case */
    FieldId field;
    int64_t row_id;           /* 0: the record has one row only, or fresh says which */
    int64_t fresh;            /* of which new row; 0: none */
    const char *base, *value; /* canonical; NULL: empty */
    const char *at;           /* an instant */
    bool own;                 /* by the key that the person has now, who is signed in */
} Kept;

/* case_id 0: of all cases; by case, and in the order in which they were written. */
bool kept_list(Store *store, int64_t user_id, int64_t case_id, Arena *arena, Kept **out,
               size_t *n, Err *err);
/* The next number of a new row. */
bool kept_fresh(Store *store, int64_t user_id, int64_t case_id, int64_t *out, Err *err);
/* Written again the value is another, and the base that of the first time. ERR_REFUSED where
 * that user is not the one who signs. at and own are the row's own. */
bool kept_put(Store *store, int64_t user_id, const Kept *kept, Err *err);
bool kept_forget(Store *store, int64_t id, Err *err);

#endif
