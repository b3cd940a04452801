/* Fills a practice store with synthetic cases in every status, as a ward that has worked for
 * some months has them: most are through, some wait for a supervisor, some came back, some are
 * being entered. Who enters, checks and decides are the practice users. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "app/practice.h"
#include "app/sample.h"
#include "app/way.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/sql.h"

enum {
    CHUNK = 500, /* in one transaction, and at most so many in one batch */
    WHEEL = 40,  /* the shares of all ways */
};

typedef struct Way {
    int share; /* of WHEEL */
    bool whole;
    bool exported; /* at the end, with the others of its chunk */
    const char *author;
    Step steps[STEPS_MAX];
} Way;

static const char checked[] = "提示事项已逐条核对";

/* One after the other around the wheel, so that a few cases have all statuses too. */
static const Way ways[] = {
    {9,
     true,
     true,
     "lin",
     {{"lin", VERB_SUBMIT, NULL, NULL}, {"zhou", VERB_APPROVE, NULL, checked}}},
    {6,
     true,
     true,
     "wang",
     {{"wang", VERB_SUBMIT, NULL, NULL}, {"sun", VERB_APPROVE, NULL, checked}}},
    {2,
     true,
     true,
     "he",
     {{"he", VERB_SUBMIT, NULL, NULL},
      {"sun", VERB_RETURN, "unclear_document", "复印件看不清，请重拍"},
      {"he", VERB_SUBMIT, NULL, NULL},
      {"sun", VERB_APPROVE, NULL, checked}}},
    {3,
     true,
     false,
     "lin",
     {{"lin", VERB_SUBMIT, NULL, NULL}, {"sun", VERB_APPROVE, NULL, checked}}},
    {4, true, false, "wang", {{"wang", VERB_SUBMIT, NULL, NULL}}},
    {3, true, false, "lin", {{"lin", VERB_SUBMIT, NULL, NULL}}},
    {1, true, false, "he", {{"he", VERB_SUBMIT, NULL, NULL}}},
    {2,
     true,
     false,
     "lin",
     {{"lin", VERB_SUBMIT, NULL, NULL},
      {"zhou", VERB_RETURN, "missing_document", "请补充诊断证明原件"}}},
    {1,
     true,
     false,
     "wang",
     {{"wang", VERB_SUBMIT, NULL, NULL},
      {"sun", VERB_RETURN, "amount_basis", "请说明目标金额的依据"}}},
    {1,
     true,
     false,
     "he",
     {{"he", VERB_SUBMIT, NULL, NULL},
      {"sun", VERB_REJECT, "inconsistent", "收款人与患者关系无法证明"}}},
    {2, true, false, "wang", {{"wang", VERB_WITHDRAW, NULL, "家属不再需要"}}},
    {3, false, false, "lin", {{NULL, VERB_READ, NULL, NULL}}},
    {2, false, false, "wang", {{NULL, VERB_READ, NULL, NULL}}},
    {1, true, false, "he", {{NULL, VERB_READ, NULL, NULL}}},
};

/* Steps of 17 around the wheel meet each of its 40 places once: neighbours go other ways. */
static const Way *way_of(uint64_t number)
{
    int at = (int)(number * 17 % WHEEL);
    size_t i = 0;
    for (; i + 1 < COUNT_OF(ways) && at >= ways[i].share; i++)
        at -= ways[i].share;
    return &ways[i];
}

typedef struct Fill {
    Session *session;
    uint64_t seed;
    Arena *arena;
    const char *numbers[CHUNK]; /* what is to be exported */
    const char *platforms[CHUNK];
    size_t n;
} Fill;

static bool add_one(Fill *fill, uint64_t number, Err *err)
{
    const Way *way = way_of(number);
    int64_t id;
    bool whole;
    char *no = NULL;
    unsigned flags = !way->whole ? SAMPLE_GAPS : number % 3 == 0 ? SAMPLE_DOUBTS : 0;
    CaseFile *file = sample_case(fill->seed, number, session_today(fill->session), flags);
    bool done = way_take(fill->session, file, way->author, way->steps, &id, &whole, err);
    if (done && whole && way->exported) {
        done = sql_get_text(session_store(fill->session), err, &no,
                            "SELECT no FROM case_file WHERE id = ?", "i", id);
        if (done) {
            fill->platforms[fill->n] =
                arena_dup(fill->arena, case_get(file, F_CASE_platform, 0));
            fill->numbers[fill->n++] = arena_dup(fill->arena, no);
        }
    }
    free(no);
    case_free(file);
    return done;
}

/* A batch for each platform. */
static bool export_chunk(const Fill *fill, Err *err)
{
    bool done = true;
    bool gone[CHUNK] = {false};
    for (size_t i = 0; done && i < fill->n; i++) {
        const char *numbers[CHUNK];
        size_t n = 0;
        if (gone[i])
            continue;
        for (size_t j = i; j < fill->n; j++) {
            if (strcmp(fill->platforms[j], fill->platforms[i]) != 0)
                continue;
            numbers[n++] = fill->numbers[j];
            gone[j] = true;
        }
        done = practice_export(fill->session, numbers, n,
                               store_path(session_store(fill->session)), err);
    }
    return done;
}

static bool add_chunk(Session *session, uint64_t seed, uint64_t from, size_t n, Err *err)
{
    Store *store = session_store(session);
    Fill fill = {.session = session, .seed = seed, .arena = arena_new()};
    bool done = store_begin(store, err);
    if (!done)
        goto out;
    for (size_t i = 0; done && i < n; i++)
        done = add_one(&fill, from + i, err);
    done = done && export_chunk(&fill, err);
    if (done)
        done = store_commit(store, err);
    else
        store_rollback(store);
out:
    arena_free(fill.arena);
    return done;
}

static bool may_sample(Session *session, Err *err)
{
    return session_practice(session) ||
           err_set(err, ERR_REFUSED,
                   _("Synthetic cases are added to practice stores only; %s is a real one"),
                   store_path(session_store(session)));
}

bool practice_add(Session *session, size_t cases, uint64_t seed, const SampleChunks *chunks,
                  const Progress *progress, Err *err)
{
    if (!may_sample(session, err) || !practice_come_in(session, err))
        return false;
    for (size_t at = 0; at < cases;) {
        size_t n = cases - at < chunks->most ? cases - at : chunks->most;
        if (!progress_step(progress, at, cases))
            return err_set(err, ERR_CANCELLED, _("Cancelled; the cases added so far stay"));
        if (!chunks->add(session, seed, at + 1, n, err))
            return false;
        at += n;
    }
    progress_step(progress, cases, cases);
    return true;
}

bool app_practice_sample(Session *session, size_t cases, uint64_t seed,
                         const Progress *progress, Err *err)
{
    return practice_add(session, cases, seed, &(SampleChunks){CHUNK, add_chunk}, progress, err);
}
