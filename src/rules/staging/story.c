/* Prints of stories, and the search for those much like one. */
#include "config.h"

#include "rules/staging/story.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text/text.h"
#include "store/sql.h"

enum {
    STORY_HASHES = 24,
    STORY_BANDS = 8,
    PIECE = 4,       /* characters */
    PIECES_MIN = 16, /* of a story that can be told from others */
    BAND_HASHES = STORY_HASHES / STORY_BANDS,
    BAND_CASES = 8, /* looked at in one band, the newest first */
    SCORE_MIN = 30, /* percent; below it nothing is alike */
};

typedef struct StoryPrint {
    uint32_t hash[STORY_HASHES];
} StoryPrint;

/* splitmix64 */
static uint64_t mix(uint64_t z)
{
    z += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* Signs, blanks and digits differ between copies of one template: they are left out. */
static bool counts(uint32_t rune)
{
    return (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z') ||
           (rune >= 0xc0 && !(rune >= 0x2000 && rune < 0x3040) &&
            !(rune >= 0xff00 && rune < 0xffef));
}

/* False for a text too short to tell. */
static bool story_print(const char *story, StoryPrint *out)
{
    uint32_t last[PIECE] = {0};
    size_t n = 0, pieces = 0;
    memset(out, 0xff, sizeof(*out));
    while (*story) {
        size_t bytes;
        uint32_t rune = text_rune(story, &bytes);
        story += bytes;
        if (!counts(rune))
            continue;
        memmove(last, last + 1, (PIECE - 1) * sizeof(last[0]));
        last[PIECE - 1] = rune;
        if (++n < PIECE)
            continue;
        uint64_t piece = 0;
        for (size_t i = 0; i < PIECE; i++)
            piece = mix(piece ^ last[i]);
        for (size_t i = 0; i < STORY_HASHES; i++) {
            uint32_t hash = (uint32_t)mix(piece + i);
            if (hash < out->hash[i])
                out->hash[i] = hash;
        }
        pieces++;
    }
    return pieces >= PIECES_MIN;
}

/* In percent. */
static int story_score(const StoryPrint *a, const StoryPrint *b)
{
    int same = 0;
    for (size_t i = 0; i < STORY_HASHES; i++)
        same += a->hash[i] == b->hash[i];
    return same * 100 / STORY_HASHES;
}

static int64_t band_of(const StoryPrint *print, size_t band)
{
    uint64_t hash = band;
    for (size_t i = 0; i < BAND_HASHES; i++)
        hash = mix(hash ^ print->hash[band * BAND_HASHES + i]);
    return (int64_t)(hash >> 1);
}

static bool read_print(Store *store, int64_t case_id, StoryPrint *out, bool *there, Err *err)
{
    Sql q;
    if (!sql_open(&q, store, "SELECT print FROM story_print WHERE case_id = ?", err))
        return false;
    sql_bind_int(&q, 1, case_id);
    *there = false;
    if (sql_row(&q)) {
        size_t n;
        const void *bytes = sql_blob(&q, 0, &n);
        *there = n == sizeof(*out);
        if (*there)
            memcpy(out, bytes, n);
    }
    return sql_close(&q, err);
}

static bool write_print(Store *store, int64_t case_id, const StoryPrint *print, Err *err)
{
    Sql q;
    if (!sql_open(&q, store, "INSERT INTO story_print (case_id, print) VALUES (?, ?)", err))
        return false;
    sql_bind_int(&q, 1, case_id);
    sql_bind_blob(&q, 2, print, sizeof(*print));
    while (sql_row(&q))
        continue;
    bool done = sql_close(&q, err);
    for (size_t band = 0; done && band < STORY_BANDS; band++)
        done =
            sql_do(store, err, "INSERT OR IGNORE INTO story_band (band, case_id) VALUES (?, ?)",
                   "ii", band_of(print, band), case_id);
    return done;
}

bool story_keep(Store *store, int64_t case_id, const char *story, Err *err)
{
    StoryPrint print, kept;
    bool there, tells = story && story_print(story, &print);
    if (!read_print(store, case_id, &kept, &there, err))
        return false;
    if (there == tells && (!there || memcmp(&print, &kept, sizeof(print)) == 0))
        return true;
    return sql_do(store, err, "DELETE FROM story_band WHERE case_id = ?", "i", case_id) &&
           sql_do(store, err, "DELETE FROM story_print WHERE case_id = ?", "i", case_id) &&
           (!tells || write_print(store, case_id, &print, err));
}

/* Bands that are kept and are none of the print, and those of it that are not kept. */
static bool count_bands(Store *store, int64_t case_id, const StoryPrint *print, size_t *wrong,
                        Err *err)
{
    bool kept[STORY_BANDS] = {false};
    Sql q;
    *wrong = 0;
    if (!sql_open(&q, store, "SELECT band FROM story_band WHERE case_id = ?", err))
        return false;
    sql_bind_int(&q, 1, case_id);
    while (sql_row(&q)) {
        bool known = false;
        for (size_t band = 0; print && band < STORY_BANDS; band++) {
            if (band_of(print, band) == sql_int(&q, 0))
                known = kept[band] = true;
        }
        *wrong += !known;
    }
    for (size_t band = 0; print && band < STORY_BANDS; band++)
        *wrong += !kept[band];
    return sql_close(&q, err);
}

bool story_differs(Store *store, int64_t case_id, const char *story, bool *differs, Err *err)
{
    StoryPrint print, kept;
    size_t wrong;
    bool there, tells = story && story_print(story, &print);
    if (!read_print(store, case_id, &kept, &there, err) ||
        !count_bands(store, case_id, tells ? &print : NULL, &wrong, err))
        return false;
    *differs = there != tells || wrong || (there && memcmp(&print, &kept, sizeof(print)) != 0);
    return true;
}

static bool band_cases(Store *store, int64_t case_id, int64_t band, int64_t *cases, size_t *n,
                       bool *full, Err *err)
{
    Sql q;
    size_t there = 0;
    if (!sql_open(&q, store,
                  "SELECT case_id FROM story_band WHERE band = ? AND case_id <> ?"
                  " ORDER BY case_id DESC LIMIT ?",
                  err))
        return false;
    sql_bind_int(&q, 1, band);
    sql_bind_int(&q, 2, case_id);
    sql_bind_int(&q, 3, BAND_CASES);
    while (sql_row(&q)) {
        int64_t id = sql_int(&q, 0);
        bool known = false;
        for (size_t i = 0; i < *n; i++)
            known = known || cases[i] == id;
        if (!known)
            cases[(*n)++] = id;
        there++;
    }
    *full = *full || there == BAND_CASES;
    return sql_close(&q, err);
}

static int by_score(const void *a, const void *b)
{
    const StoryLike *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->case_id < y->case_id ? -1 : x->case_id > y->case_id;
}

bool story_like(Store *store, int64_t case_id, const char *story, StoryLike *out, size_t room,
                size_t *n, bool *full, Err *err)
{
    StoryPrint print, other;
    int64_t cases[STORY_BANDS * BAND_CASES];
    StoryLike like[STORY_BANDS * BAND_CASES];
    size_t found = 0, alike = 0;
    *n = 0;
    *full = false;
    if (!story || !story_print(story, &print))
        return true;
    for (size_t band = 0; band < STORY_BANDS; band++) {
        if (!band_cases(store, case_id, band_of(&print, band), cases, &found, full, err))
            return false;
    }
    for (size_t i = 0; i < found; i++) {
        bool there;
        if (!read_print(store, cases[i], &other, &there, err))
            return false;
        int score = there ? story_score(&print, &other) : 0;
        if (score >= SCORE_MIN)
            like[alike++] = (StoryLike){.case_id = cases[i], .score = score};
    }
    qsort(like, alike, sizeof(like[0]), by_score);
    *n = alike < room ? alike : room;
    *full = *full || alike > room;
    memcpy(out, like, *n * sizeof(*out));
    return true;
}
