/* Fills a practice store with very many short cases, to measure on: each with what the queue
 * shows and searches, drawn with the skew that real ones have, judged, and stored as an import
 * stores it, with its group of the journal. */
#include "config.h"

#include <stdlib.h>

#include "app/clock.h"
#include "app/inner.h"
#include "app/practice.h"
#include "app/sample.h"
#include "base/i18n.h"
#include "domain/casefile.h"
#include "store/search.h"

enum {
    CHUNK = 5000, /* in one transaction */
    HUNDREDTHS = 100,
};

/* Who entered what share of them: one clerk nearly all. */
static const struct {
    const char *user;
    int share;
} clerks[] = {{"lin", 97}, {"wang", 2}, {"he", 1}};

static bool add_one(Session *session, uint64_t seed, uint64_t number, Err *err)
{
    Store *store = session_store(session);
    Tx *tx = NULL;
    char *no = NULL;
    CaseFile *file = sample_short(seed, number, session_today(session)), *stored = NULL;
    const int64_t user = session_user(session)->id;
    GroupHead head = {.kind = GROUP_IMPORT, .user_id = user, .content = true};
    AlikeCounts counts = {0}; /* no case was alike before */
    int64_t id;
    bool done = tx_begin(store, &head, &tx, err);

    if (!done)
        goto out;
    done = case_next_no(store, session_today(session).year, &no, err) &&
           case_insert(tx, file, no, user, &id, err) && case_load(store, id, &stored, err) &&
           summary_make(session, stored, err) &&
           case_index(store, stored, session_pinyin(session), err) &&
           alike_counts_after(session, stored, &counts, err);
    if (done)
        done = tx_commit(tx, NULL, err);
    else
        tx_abort(tx);
out:
    case_free(stored);
    case_free(file);
    free(no);
    return done;
}

/* Of each hundred the share of one clerk after the other, so that nobody's are all old. */
static bool add_hundred(Session *session, uint64_t seed, uint64_t from, size_t n, Err *err)
{
    bool done = true;
    size_t at = 0;

    for (size_t i = 0; done && i < COUNT_OF(clerks) && at < n; i++) {
        done = session_act_as(session, clerks[i].user, err);
        for (int k = 0; done && k < clerks[i].share && at < n; k++)
            done = add_one(session, seed, from + at++, err);
    }
    return done;
}

static bool add_chunk(Session *session, uint64_t seed, uint64_t from, size_t n, Err *err)
{
    Store *store = session_store(session);
    bool done = store_begin(store, err);

    if (!done)
        return false;
    done = app_clock_numbers(session, err);
    for (size_t at = 0; done && at < n; at += HUNDREDTHS)
        done = add_hundred(session, seed, from + at, n - at < HUNDREDTHS ? n - at : HUNDREDTHS,
                           err);
    if (done && search_settle(store, err))
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

bool app_practice_sample_bulk(Session *session, size_t cases, uint64_t seed,
                              const Progress *progress, Err *err)
{
    return practice_add(session, cases, seed, &(SampleChunks){CHUNK, add_chunk}, progress, err);
}
